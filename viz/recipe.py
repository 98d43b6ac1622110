"""The recipe that every picture carries: what was asked, so that the same graph gives the same picture again."""

from __future__ import annotations

import json
import re
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

if TYPE_CHECKING:
    from graph.pictured.subgraph import Subgraph

NAME, KEY = "handover-recipe", "handover_recipe"
"""What the recipe is called in whatever holds it, with an underscore where a dash can't stand."""

_IN_TEXT = (
    re.compile(rf'<metadata id="{NAME}">([^<]*)</metadata>'),
    re.compile(rf'<script type="application/json" id="{NAME}">([^<]*)</script>'),
    re.compile(r"<keywords>([^<]*)</keywords>"),
    re.compile(
        rf'<key id="(?P<key>\w+)" for="graph" attr\.name="{KEY}".*?<data key="(?P=key)">([^<]*)</data>', re.DOTALL
    ),
)
_IN_PNG = re.compile(rb"iTXt" + NAME.encode() + rb"\0\0\0\0\0(\{[\x20-\x7e]*\})")


def of(subgraph: Subgraph) -> str:
    """Return the recipe of a picture as text, all ASCII and on one line."""
    return json.dumps(subgraph.asked, ensure_ascii=True, sort_keys=True)


def carried(file: bytes) -> dict[str, Any]:
    """Return what the recipe in a picture's file asks; ValueError where there is none."""
    try:
        asked = json.loads(_pdf(file) if file.startswith(b"%PDF") else _text(file))
    except (KeyError, TypeError, PyPdfError) as error:
        raise ValueError("no recipe") from error
    if not isinstance(asked, dict):
        raise ValueError("no recipe")
    return asked


def _pdf(file: bytes) -> str:
    said = PdfReader(BytesIO(file)).metadata
    return str(said.keywords) if said else ""


def _text(file: bytes) -> str:
    if found := _IN_PNG.search(file):
        return found[1].decode()
    text = file.decode(errors="replace")
    if text.startswith("{"):
        return str(json.loads(text)["graph"][KEY])
    matches = filter(None, (form.search(text) for form in _IN_TEXT))
    return unescape(next((str(match.groups()[-1]) for match in matches), ""))
