"""No kind of file says what its subgraph doesn't: marks are looked for in text, metadata and pixels' company."""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from pypdf import PdfReader

from graph.share import profiles
from graph.share.subgraphs import release
from tests.sharing.planted import Planted
from viz.pictures import MAKERS

if TYPE_CHECKING:
    from collections.abc import Iterator

ZLIB = 0x78
"""What a packed stream begins with."""


def texts(made: bytes, ending: str) -> Iterator[str]:
    """All that can be read in a file, packed or not."""
    yield made.decode("utf-8", errors="ignore")
    for start in re.finditer(rb"stream\r?\n", made):
        if made[start.end()] == ZLIB:
            yield zlib.decompressobj().decompress(made[start.end() :]).decode("latin-1")
    if ending == ".pdf":
        reader = PdfReader(BytesIO(made))
        yield repr(reader.metadata)
        yield " ".join(page.extract_text() for page in reader.pages)
    if ending == ".png":
        yield repr(Image.open(BytesIO(made)).info)


@pytest.mark.parametrize("profile", profiles.names())
@pytest.mark.parametrize("ending", MAKERS)
def test_no_file_says_more_than_the_profile_opens(ending: str, profile: str) -> None:
    planted, chosen = Planted(), profiles.profile(profile)
    made = MAKERS[ending](release(planted.subgraph(), chosen))
    found = {mark for text in texts(made, ending) for mark in re.findall(r"m\d{4}q", re.sub(r"\s", "", text))}
    assert not found & planted.closed(chosen)
    if ending != ".png":
        assert found & set(planted.marks["State", "name"])
