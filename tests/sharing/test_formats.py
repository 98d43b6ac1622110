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
    """All that can be read in a file, packed or not; packed pixels spell anything by chance."""
    yield (made if ending != ".png" else b"".join(chunks(made))).decode("utf-8", errors="ignore")
    for start in re.finditer(rb"stream\r?\n", made):
        if made[start.end()] == ZLIB:
            yield zlib.decompressobj().decompress(made[start.end() :]).decode("latin-1")
    if ending == ".pdf":
        reader = PdfReader(BytesIO(made))
        yield repr(reader.metadata)
        yield " ".join(page.extract_text() for page in reader.pages)
    if ending == ".png":
        yield repr(Image.open(BytesIO(made)).info)


def chunks(png: bytes) -> Iterator[bytes]:
    """The parts of a PNG but for its pixels."""
    at = len(b"\x89PNG\r\n\x1a\n")
    while at < len(png):
        length, kind = int.from_bytes(png[at : at + 4]), png[at + 4 : at + 8]
        if kind != b"IDAT":
            yield png[at + 8 : at + 8 + length]
        at += 12 + length


@pytest.mark.parametrize("profile", profiles.names())
@pytest.mark.parametrize("ending", MAKERS)
def test_no_file_says_more_than_the_profile_opens(ending: str, profile: str) -> None:
    planted, chosen = Planted(), profiles.profile(profile)
    made = MAKERS[ending](release(planted.subgraph(), chosen))
    found = {mark for text in texts(made, ending) for mark in re.findall(r"m\d{4}q", re.sub(r"\s", "", text))}
    assert not found & planted.closed(chosen)
    if ending != ".png":
        assert found & set(planted.marks["State", "name"])


def test_a_picture_without_sources_and_data_does_not_speak_of_them() -> None:
    made = MAKERS[".svg"](release(Planted().subgraph(), profiles.profile("public"))).decode()
    assert "see the list" not in made
    assert "Data:" not in made
