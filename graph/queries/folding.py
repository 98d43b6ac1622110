"""Text compared as people read it: whatever its case and its accents, е for ё as well.

The database compares decomposed text by a regular expression that lets marks stand after each letter. Written
from plain text or from wildcards alone, such an expression takes a time that grows with the text and no faster.
"""

from __future__ import annotations

import unicodedata

_FLAGS = "(?ius)"
_MARKS = r"\p{M}*+"
_ANY_SIGN = rf"\P{{M}}{_MARKS}"


def folded(text: str) -> str:
    """Return text without case and marks: what two texts have in common that read alike."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(sign for sign in decomposed if unicodedata.category(sign)[0] != "M")


def contains(text: str) -> str:
    """Return the expression for text that stands anywhere."""
    return f"{_FLAGS}.*{_letters(text)}.*"


def starts_with(text: str) -> str:
    """Return the expression for text that stands first."""
    return f"{_FLAGS}{_letters(text)}.*"


def ends_with(text: str) -> str:
    """Return the expression for text that stands last."""
    return f"{_FLAGS}.*{_letters(text)}"


def wildcards(pattern: str) -> str:
    """Return the expression for a whole text in which `*` is any text and `?` any one sign."""
    first, *rest = (_letters(part, "?") for part in pattern.split("*"))
    if not rest:
        return f"{_FLAGS}{first}"
    # Each part is found where it comes first and stays there: looking further could find no more.
    middle = "".join(f"(?>.*?{part})" for part in rest[:-1] if part)
    return f"{_FLAGS}{first}{middle}.*{rest[-1]}"


def _letters(text: str, any_sign: str = "") -> str:
    return "".join(_ANY_SIGN if sign == any_sign else f"{_literal(sign)}{_MARKS}" for sign in folded(text))


def _literal(sign: str) -> str:
    return sign if sign.isalnum() or not sign.isascii() else f"\\x{{{ord(sign):x}}}"
