"""The kinds of value that a property takes: how each is read from a file, and what to say when it can't be.

`Kind.read` takes what a YAML, JSON or spreadsheet reader gives and returns what is stored, in one
canonical form; it raises ValueError, whose text says what was expected.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING, Any

from graph.ontology.vocabulary import scheme
from graph.problems import Misread, nearest
from graph.time import clock, duration, edtf, gap, relative

if TYPE_CHECKING:
    from collections.abc import Callable

Value = str | int | float | bool

LONGEST_TEXT = 8000
"""Characters; a longer string can't stand in an index of the database."""

_UNREADABLE = ("Cc", "Cs", "Co")
"""The categories of control characters, half signs and private ones."""

TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction of what follows, so that a name reads as another one."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of value; `schema` is its JSON Schema, `example` a value that reads."""

    name: str
    expected: str
    example: str
    read: Callable[[object], Value]
    schema: dict[str, Any] = field(hash=False)
    scheme: str = ""

    def current(self, value: Value) -> Value:
        """Return what shows a value: the term in use for one that the vocabulary has replaced."""
        return scheme(self.scheme).current(str(value)) if self.scheme else value

    def advice(self, value: Value) -> str:
        """Return what to say instead of a value that reads but is an older term; "" for any other."""
        return scheme(self.scheme).advice(str(value)) if self.scheme else ""


def _text(raw: object) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise ValueError("text (in quotes, if it looks like a number, a date or yes/no)")
    text = unicodedata.normalize("NFC", raw.strip())
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"at most {LONGEST_TEXT} characters, not {len(text)}")
    if not text.isprintable() and any(unicodedata.category(sign) in _UNREADABLE for sign in text if sign != "\n"):
        raise ValueError("text without control characters")
    if turning := sorted(TURNING.intersection(text)):
        raise ValueError(f"text without signs that turn the direction of what follows (U+{ord(turning[0]):04X})")
    return text


def _date(raw: object) -> str:
    text = raw.isoformat() if isinstance(raw, date) else str(raw) if type(raw) is int else raw
    if not isinstance(text, str):
        raise edtf.NotADate(edtf.EXPECTED)
    edtf.days_of(text.strip())
    return text.strip()


def _duration(raw: object) -> str:
    text = _text(raw)
    duration.duration_of(text)
    return text


def _gap(raw: object) -> str:
    text = _text(raw)
    gap.gap_of(text, "", "")
    return text


def _relative(raw: object) -> str:
    text = _text(raw)
    relative.relative_of(text)
    return text


def _zone(raw: object) -> str:
    return clock.zone_of(_text(raw))


def _whole(raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise ValueError("a whole number")
    return raw


def _number(raw: object) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not isfinite(raw):
        raise ValueError("a number")
    return float(raw)


def _flag(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise ValueError("true or false")
    return raw


def matching(name: str, form: str, expected: str, example: str) -> Kind:
    """Return the kind of text that has a form of its own, such as an ISO 3166 code."""
    compiled = re.compile(form, re.ASCII)

    def read(raw: object) -> str:
        text = _text(raw) if isinstance(raw, str) and raw.strip() else ""
        if not compiled.fullmatch(text):
            raise ValueError(expected)
        return text

    return Kind(name, expected, example, read, {"type": "string", "pattern": f"^(?:{form})$"})


def term(scheme_name: str) -> Kind:
    """Return the kind of value that is a term of a scheme of the vocabulary."""

    def read(raw: object) -> str:
        terms, replaced = scheme(scheme_name).terms, scheme(scheme_name).replaced
        if not isinstance(raw, str) or not (raw in terms or raw in replaced):
            expected = f"a term of {scheme_name}, like {', '.join(list(terms)[:3])}"
            raise Misread(expected, nearest(str(raw), terms))
        if len(replaced.get(raw, ())) > 1:
            raise ValueError(scheme(scheme_name).advice(raw))
        return raw

    label = scheme_name.replace("_", " ")
    return Kind(f"term of {label}", f"a term of {label}", "", read, {}, scheme_name)


TEXT = Kind("text", "text", "Sochi airport", _text, {"type": "string", "minLength": 1})
DATE = Kind("date", edtf.EXPECTED, "2022-09-26", _date, {"type": "string"})
DURATION = Kind("duration", duration.EXPECTED, "P7D", _duration, {"type": "string", "pattern": "^P"})
GAP = Kind("gap", gap.EXPECTED, "P2M", _gap, {"type": "string", "pattern": r"^(?:(?:\.\.)?/)?P"})
RELATIVE_DATE = Kind(
    "relative date",
    relative.EXPECTED,
    "last September",
    _relative,
    {"type": "string", "pattern": f"^(?:{relative.FORM})$"},
)
TIME_ZONE = Kind(
    "time zone", clock.EXPECTED, "Europe/Minsk", _zone, {"type": "string", "pattern": "^(?:not stated|[A-Z][^ ]+)$"}
)
WHOLE = Kind("whole number", "a whole number", "9", _whole, {"type": "integer"})
NUMBER = Kind("number", "a number", "55.97", _number, {"type": "number"})
FLAG = Kind("yes or no", "true or false", "true", _flag, {"type": "boolean"})
TIME = matching("time of day", r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?", "a time of day, like 17:00", "17:00")
LANGUAGE = matching("language", r"[a-z]{2,3}(-[A-Za-z]{4})?", "a language code, like ru", "ru")
URL = matching("web address", r"https?://[^\s<>\"]+", "an address that begins with http", "https://example.org")
UID = matching("uid", r"[a-z_]+/[a-z0-9][a-z0-9./_-]*", "a uid, like person/yuri-kastsiuk", "state/by")
