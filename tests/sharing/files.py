"""All that can be read in a picture's file, packed or not, but for its pixels."""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image
from pypdf import PdfReader

if TYPE_CHECKING:
    from collections.abc import Iterator

ZLIB = 0x78
"""What a packed stream begins with."""


def texts(made: bytes) -> Iterator[str]:
    """Yield the texts of a file; packed pixels spell anything by chance."""
    png = made.startswith(b"\x89PNG")
    yield (b"".join(chunks(made)) if png else made).decode("utf-8", errors="ignore")
    for start in re.finditer(rb"stream\r?\n", made):
        if made[start.end()] == ZLIB:
            yield zlib.decompressobj().decompress(made[start.end() :]).decode("latin-1")
    if made.startswith(b"%PDF"):
        reader = PdfReader(BytesIO(made))
        yield repr(reader.metadata)
        yield " ".join(page.extract_text() for page in reader.pages)
    if png:
        yield repr(Image.open(BytesIO(made)).info)


def chunks(png: bytes) -> Iterator[bytes]:
    """Yield the parts of a PNG but for its pixels."""
    at = len(b"\x89PNG\r\n\x1a\n")
    while at < len(png):
        length, kind = int.from_bytes(png[at : at + 4]), png[at + 4 : at + 8]
        if kind != b"IDAT":
            yield png[at + 8 : at + 8 + length]
        at += 12 + length
