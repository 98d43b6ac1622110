"""How a document was read, passage by passage, so that nothing it says is left out unseen.

Marks stand in a case file under `reading`, on the document's side: how many statements each passage
makes, and what of it is left out, and why. They claim nothing, and are no part of what a dataset says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.ontology.sources import Source
from graph.ontology.values import TEXT, WHOLE
from importers.reading import each

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.problems import At
    from importers.reading import Reader

KEYS = ("source", "section", "statements", "left_out")
NEEDED = KEYS[:3]
LEFT_OUT_KEYS = ("what", "why")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that a passage says and no item does: what, in our own words, and why."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One passage as it was read; `section` is a locator, or the beginning of those that belong to it."""

    source: str
    section: str
    statements: int
    left_out: tuple[LeftOut, ...]
    at: At


def words(locator: str) -> tuple[str, ...]:
    """Return what a locator is compared by: "paragraph 1" begins no "paragraph 10"."""
    return tuple(re.findall(r"\w+", locator.casefold()))


def read(reader: Reader, at: At, raw: Any) -> list[Mark]:
    """Read the marks of a file; what is wrong with one is noted, and the mark left out."""
    if not isinstance(raw, list):
        reader.problems.refuse(at, raw, "a list of marks, each beginning with: - source:")
        return []
    marks: dict[tuple[str, tuple[str, ...]], Mark] = {}
    for place, one in each(at, raw):
        mark = _mark(reader, place, one)
        if mark is None:
            continue
        first = marks.setdefault((mark.source, words(mark.section)), mark)
        if first is not mark:
            reader.problems.refuse((*place, "section"), mark.section, f"a passage of its own; {_named(first)} has it")
    return list(marks.values())


def _named(mark: Mark) -> str:
    return f"{mark.at[0]}[{mark.at[1]}]"


def _mark(reader: Reader, at: At, raw: Any) -> Mark | None:
    said = raw if isinstance(raw, dict) else {}
    reader.refuse_unknown(at, said, KEYS)
    if missing := [key for key in NEEDED if key not in said]:
        expected = "a mark: {source: source/..., section: paragraph 3, statements: 5}"
        reader.problems.refuse(at, raw, expected, f"name {' and '.join(missing)}")
        return None
    source = reader.uid((*at, "source"), said["source"], Source.__name__)
    section = _section(reader, (*at, "section"), said["section"])
    statements = _count(reader, (*at, "statements"), said["statements"])
    left_out = tuple(_left_out(reader, (*at, "left_out"), said["left_out"])) if "left_out" in said else ()
    if len(left_out) > statements >= 0:
        expected = f"no more left out than the {statements} statements of the passage"
        reader.problems.refuse((*at, "left_out"), len(left_out), expected)
    return Mark(source, section, statements, left_out, at) if source and section and statements >= 0 else None


def _section(reader: Reader, at: At, raw: Any) -> str:
    section = reader.text(at, TEXT, raw)
    if section and not words(section):
        reader.problems.refuse(at, section, "a locator or the beginning of one, like section 4, paragraph 3")
        return ""
    return section


def _count(reader: Reader, at: At, raw: Any) -> int:
    """Return how many statements a passage makes; -1 where that doesn't read."""
    count = reader.value(at, WHOLE, raw)
    if not isinstance(count, int):
        return -1
    if count < 0:
        reader.problems.refuse(at, raw, "how many statements the passage makes: 0 or more")
    return count


def _left_out(reader: Reader, at: At, raw: Any) -> Iterator[LeftOut]:
    for place, one in each(at, raw):
        if not isinstance(one, dict) or not set(LEFT_OUT_KEYS) <= one.keys():
            reader.problems.refuse(place, one, "what is left out, in words of our own: {what: ..., why: ...}")
            continue
        reader.refuse_unknown(place, one, LEFT_OUT_KEYS)
        what, why = (reader.text((*place, key), TEXT, one[key]) for key in LEFT_OUT_KEYS)
        yield LeftOut(what, why)
