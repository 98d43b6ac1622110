"""What a dry run prints: each item that would change, field by field, who is contradicted, which matches change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.answers import footnote_lines
from api.loading import UNTOLD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from graph.changes.contradicted import Contradicted, Voice
    from graph.changes.difference import FieldChange, ItemChange, State
    from graph.changes.preview import Preview
    from graph.changes.told import Told
    from graph.changes.watch import Effect, Torn
    from graph.patterns.match_changes import MatchChange
    from graph.patterns.matches import Cited

MOST = 20
"""How many of one kind are printed; the rest are counted."""
_WIDEST = 100
"""Characters of one value; a note can be a page."""

_ORDER: tuple[State, ...] = ("changed", "gone", "new")
"""What a reader must look at first."""


def lines(preview: Preview) -> Iterator[str]:
    """Yield what would change, in groups, with the sources numbered below."""
    if preview.effect is None:
        yield f"The import would be accepted; {UNTOLD}."
    elif any(outcome.batch for outcome in preview.outcomes):
        yield from _Telling(preview.effect).lines()


class _Telling:
    """The lines that tell an effect; sources are numbered in the order in which they are met."""

    def __init__(self, effect: Effect) -> None:
        self._effect = effect
        self._numbers: dict[Cited, int] = {}

    def lines(self) -> Iterator[str]:
        effect = self._effect
        yield f"Items: {', '.join(f'{count:,} {state}' for state, count in effect.counts().items())}."
        for state in _ORDER:
            yield from _first([item for item in effect.items if item.state == state], self._item)
        groups: tuple[tuple[str, Sequence[Any], Callable[[Any], Iterator[str]]], ...] = (
            ("Claims of other datasets that would be contradicted", effect.contradicted, self._contradicted),
            ("Subjects whose claims could no longer all be true", effect.inconsistent, _inconsistent),
            ("Matches that would change", effect.matches, _match),
        )
        for title, found, told in groups:
            yield f"{title}: {len(found):,}."
            yield from _first(found, told)
        yield from footnote_lines(self._numbers)

    def _item(self, item: ItemChange) -> Iterator[str]:
        yield f"  {item.state} {item.uid}"
        for line in _first(item.fields, self._field):
            yield f"    {line}"

    def _field(self, change: FieldChange) -> Iterator[str]:
        sign = "+" if change.before is None else "-" if change.after is None else "~"
        name = change.field if change.shown else f"{change.field}, not shown"
        if change.closed:
            yield f"{sign} {name}: {change.closed}"
        else:
            sides = [self._told(change, each) for each in (change.before, change.after) if each]
            yield f"{sign} {name}: {' -> '.join(sides)}"

    def _told(self, change: FieldChange, told: Told) -> str:
        value = _link(change.target, change.role, told.value) if change.target else _value(told.value)
        return self._cited(value, told.said_by)

    def _contradicted(self, found: Contradicted) -> Iterator[str]:
        link = f" {_link(found.target, found.role)}" if found.target else ""
        yield f"  {found.uid} {found.field}{link}"
        for would, voices in (("says", found.theirs), ("would say", found.ours)):
            for voice in voices:
                yield f"    {', '.join(voice.datasets)} {would} {self._voice(voice)}"

    def _voice(self, voice: Voice) -> str:
        if voice.said is None:
            return f"something {voice.closed}"
        return self._cited(_value(voice.value), (voice.said,) if voice.said.source or voice.said.by else ())

    def _cited(self, text: str, cited: tuple[Cited, ...]) -> str:
        numbers = [self._numbers.setdefault(each, len(self._numbers) + 1) for each in cited]
        return " ".join([text, *(f"[{number}]" for number in numbers)])


def _first(found: Sequence[Any], told: Callable[[Any], Iterator[str]]) -> Iterator[str]:
    """Yield the lines of the first, and how many more there are."""
    for each in found[:MOST]:
        yield from told(each)
    if len(found) > MOST:
        yield f"  ... and {len(found) - MOST:,} more; --format json tells all"


def _value(value: Any) -> str:
    """Return a value as people read it, on one line."""
    text = ("yes" if value else "no") if isinstance(value, bool) else " ".join(str(value).split())
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 3]}..."


def _link(target: str, role: str, qualifiers: dict[str, Any] | None = None) -> str:
    marks = [role, *(f"{name.replace('_', ' ')} {value}" for name, value in (qualifiers or {}).items())]
    said = ", ".join(mark for mark in marks if mark)
    return f"{target} ({said})" if said else target


def _inconsistent(found: Torn) -> Iterator[str]:
    yield f"  {found.subject}"
    for statement in found.contradiction:
        yield f"    {statement}"
    if found.closed:
        yield f"    and {found.closed} that not everybody may read"


def _match(change: MatchChange) -> Iterator[str]:
    sure = f" ({change.after})" if change.change == "appears" else ""
    steps = ", ".join(f"{step} {event}" for step, event in change.steps)
    yield f"  {change.pattern} {change.change}{sure}: {change.subject}; {steps}"
