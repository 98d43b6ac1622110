"""An SVG that says what it shows, and nothing of how its parts were called where it was drawn.

Whoever drew it has escaped `<` and quotes in texts and attributes, so that none can be taken for a tag.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, unescape

if TYPE_CHECKING:
    from collections.abc import Mapping

_DECLARED = "<?xml version='1.0' encoding='utf-8'?>"
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_TITLE = re.compile(r"<title>[^<]*</title>\n?")
_GROUP = re.compile(r'<g id="[^"]*"')
_ESCAPED = re.compile(r">([^<>]*&[^<>]*)<")
_NEEDLESS = {"&#45;": "-", "&#160;": "\u00a0", "&#39;": "'", "&quot;": '"'}
_FADING = re.compile(r'(<linearGradient id=")([^"]*)')
_USED = re.compile(r"(url\(#)([^)]*)")


def told(drawn: bytes, texts: Mapping[str, str], named: Mapping[str, str]) -> bytes:
    """Return an SVG whose groups have no names, with these texts in elements of its own.

    `texts` are by their element, title and desc among them; `named` are the ids of these, where they are others.
    """
    whole = drawn.decode()
    head, body = _unnamed(whole[whole.index("<svg") :]).split(">", 1)
    said = "".join(f'<{tag} id="{named.get(tag, tag)}">{escape(text)}</{tag}>' for tag, text in texts.items())
    return f'{_DECLARED}\n{head} role="img" aria-labelledby="title desc">{said}{_renamed(_readable(body))}'.encode()


def _unnamed(whole: str) -> str:
    """Leave out how groups are called, and comments, which say it again."""
    # One expression for all three takes nine times as long: none of its beginnings is looked for by itself.
    return _GROUP.sub("<g", _TITLE.sub("", _COMMENT.sub("", whole)))


def _readable(body: str) -> str:
    """Write out in texts what Graphviz needn't have escaped, so that who looks for a name in the file finds it."""
    return _ESCAPED.sub(lambda found: f">{escape(unescape(found[1], _NEEDLESS))}<", body)


def _renamed(body: str) -> str:
    """Call what fades by its place in the picture; Graphviz counts through all that it ever drew."""
    named = [name for _, name in _FADING.findall(body)]
    numbered = {name: f"fading{n}" for n, name in enumerate(named)}

    def renamed(found: re.Match[str]) -> str:
        return f"{found[1]}{numbered.get(found[2], found[2])}"

    return _USED.sub(renamed, _FADING.sub(renamed, body)) if named else body
