"""Names across scripts: the Latin words that a name in Belarusian, Russian or English reads as, and how they sound."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SEARCHED = "searched"
"""The stored property that holds the words by which an item is found."""

_CYRILLIC = "а б в г д е ё ж з і й и к л м н о п р с т у ў ф х ц ч ш щ ы э ю я".split()
_LATIN = "a b v g d e yo zh z i y i k l m n o p r s t u u f kh ts ch sh shch y e yu ya".split()
_AS_LATIN = str.maketrans(dict(zip(_CYRILLIC, _LATIN, strict=True)) | {"ь": "", "ъ": "", "'": "", "’": ""})
_WORD = re.compile(r"[^\W_]+")
_TELLING = re.compile(r"[a-z]{3,}")

_SOUNDS = (
    ("shch|sch|sh", "s"),
    ("ch|cz", "c"),
    ("zh", "z"),
    ("kh|h", "g"),  # Grodno, Hrodna
    ("ts|tz", "t"),  # Kostyuk, Kastsiuk
    ("dz", "d"),  # Dmitry, Dzmitry
    ("x", "ks"),
    ("[iyj]?u|[vw]", "u"),  # Vladimir, Uladzimir
    ("[iyj]?[aeo]", "a"),  # Sergei, Siarhei; Korotkevich, Karatkevich
    ("[yj]", "i"),
    (r"(.)\1+", r"\1"),
)


def words(text: str) -> set[str]:
    """Return the words of three letters and more that a name reads as in Latin letters, marks left out."""
    return set(_TELLING.findall(_latin(text)))


def readings(text: str) -> list[str]:
    """Return all words and numbers of a text as they read in Latin letters, marks left out."""
    return _WORD.findall(_latin(text))


def sound(word: str) -> str:
    """Return what spellings of one name in the three languages have in common, given a word in Latin letters."""
    for pattern, heard in _SOUNDS:
        word = re.sub(pattern, heard, word)
    return word


def searched(called: Iterable[str]) -> str:
    """Return the words by which something that is called so is found: as they read, and as they sound."""
    read = {word for text in called for word in readings(text)}
    return " ".join(sorted(read | set(map(sound, read))))


def _latin(text: str) -> str:
    latin = unicodedata.normalize("NFKD", text.lower().translate(_AS_LATIN))
    return "".join(sign for sign in latin if not unicodedata.combining(sign))
