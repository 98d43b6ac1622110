"""Names across scripts: the Latin words that a name in Belarusian, Russian or English reads as."""

from __future__ import annotations

import re
import unicodedata

_CYRILLIC = "а б в г д е ё ж з і й и к л м н о п р с т у ў ф х ц ч ш щ ы э ю я".split()
_LATIN = "a b v g d e yo zh z i y i k l m n o p r s t u u f kh ts ch sh shch y e yu ya".split()
_AS_LATIN = str.maketrans(dict(zip(_CYRILLIC, _LATIN, strict=True)) | {"ь": "", "ъ": "", "'": "", "’": ""})
_WORD = re.compile(r"[a-z]{3,}")


def words(text: str) -> set[str]:
    """Return the words of three letters and more that a name reads as in Latin letters, marks left out."""
    latin = unicodedata.normalize("NFKD", text.lower().translate(_AS_LATIN))
    return set(_WORD.findall("".join(sign for sign in latin if not unicodedata.combining(sign))))
