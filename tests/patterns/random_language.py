"""Random histories and random patterns, small enough for every world and every choice to be looked at."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tests.patterns.language import Happened, History

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

FIRST = date(2022, 1, 26).toordinal()
DAYS = (*range(FIRST, FIRST + 8), *range(FIRST + 28, FIRST + 32))
KINDS = ("release", "arrest", "hearing")
GROUNDS = ("", "migration", "extremism")
LENGTHS = ("P0D", "P1D", "P2D", "P4D", "P1M")
LASTING = ({"absent": True}, {"repeat": {"min": 1}}, {"repeat": {"min": 0}})
"""What the end of the search cuts short in last place."""
STATES = ("state/by", "state/ru")


def history(rng: Random) -> tuple[History, dict[str, list[str]]]:
    """Return a history, and the EDTF dates that claims on each event state: rival ones where there are two."""
    names = [f"e{n}" for n in range(rng.randint(2, 5))]
    said: dict[str, list[str]] = {}
    events: dict[str, Happened] = {}
    left = 12
    for name in names:
        relative = rng.random() < 0.12
        said[name], days = _dated(rng, 1 if relative else left)
        left = 1 if days is None else max(left // len(days), 1)
        to = frozenset(rng.sample(STATES, rng.choice((0, 1, 1, 2))))
        events[name] = Happened(rng.choice(KINDS), days, rng.choice(GROUNDS), to, relative)
    own = [name for name in names if not events[name].relative]
    pairs = [tuple(sorted(rng.sample(own, 2))) for _ in range(rng.choice((0, 0, 1, 2))) if len(own) > 1]
    return History(events, frozenset((one, other) for one, other in pairs)), said


def _dated(rng: Random, left: int) -> tuple[list[str], frozenset[int] | None]:
    day, way = rng.choice(DAYS), rng.random()
    if left >= 12 and way < 0.06:
        return [], None
    if left >= 4 and way < 0.2:
        days = range(day, day + rng.randint(2, 4))
        return [f"[{text(days[0])}..{text(days[-1])}]"], frozenset(days)
    if left >= 2 and way < 0.35:
        some = sorted({day, rng.choice(DAYS)})
        return [f"[{','.join(map(text, some))}]"], frozenset(some)
    if left >= 2 and way < 0.42:
        some = sorted({day, rng.choice(DAYS)})
        return list(map(text, some)), frozenset(some)
    return [text(day)], frozenset({day})


def text(day: int) -> str:
    """Return a day as EDTF has it."""
    return date.fromordinal(day).isoformat()


def pattern(rng: Random) -> dict[str, Any]:
    """Return a pattern as a file has it; it may be one that is refused."""
    steps: list[dict[str, Any]] = []
    for n in range(rng.randint(1, 4)):
        steps.append({"id": f"s{n}", "kind": rng.choice(KINDS)} | _constructs(rng, n) | _fields(rng, steps))
    found = {"name": "random", "title": "Random", "steps": steps} | _end(rng, steps)
    if not any({"optional", "absent", "repeat"} & step.keys() for step in steps) and "until" not in found:
        for step in steps:
            if rng.random() < 0.25:
                step["unknown"] = "possible"
    return found


def _end(rng: Random, steps: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what holds for the whole pattern, and let its last step be what that cuts short."""
    found: dict[str, Any] = {}
    cut = rng.random() < 0.25
    if cut:
        steps[-1] = {"id": steps[-1]["id"], "kind": rng.choice(KINDS)} | rng.choice(LASTING)
    if cut or rng.random() < 0.2:
        found["until"] = {"kind": rng.choice(KINDS)} | ({"ground": "migration"} if rng.random() < 0.3 else {})
    if rng.random() < 0.15:
        found["max_span"] = rng.choice(LENGTHS)
    if steps[-1].get("absent") and rng.random() < 0.5:
        steps[-1]["before"] = text(rng.choice(DAYS))
    return found


def varied(rng: Random, said: Any, n: int = 0) -> Any:
    """Return a pattern of the same form with other kinds, grounds, lengths and steps that bounds name.

    The database takes far longer to plan a pattern than to ask it; of one form it plans the first only.
    """
    if isinstance(said, list):
        return [varied(rng, one, m) for m, one in enumerate(said)]
    if isinstance(said, dict):
        return {key: f"s{rng.randrange(n)}" if key == "after" else varied(rng, one, n) for key, one in said.items()}
    return rng.choice(next((some for some in (KINDS, GROUNDS[1:], LENGTHS) if said in some), (said,)))


def _constructs(rng: Random, n: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    way = rng.random()
    if way < 0.15:
        found["optional"] = True
    elif way < 0.3:
        found["absent"] = True
    elif way < 0.45:
        found["repeat"] = {"min": rng.choice((0, 1, 1, 2))}
        found["repeat"] |= {"max": 2} if rng.random() < 0.3 else {}
        found["repeat"] |= {"each": rng.choice(LENGTHS[1:4])} if rng.random() < 0.4 else {}
    for kind in ("within", "at_least"):
        if n and rng.random() < 0.25:
            length = rng.choice(LENGTHS)
            found[kind] = {"length": length, "after": f"s{rng.randrange(n)}"} if rng.random() < 0.5 else length
    return found


def _fields(rng: Random, before: Sequence[dict[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    way = rng.random()
    if way < 0.2:
        found["ground"] = rng.choice(GROUNDS[1:])
    elif way < 0.3:
        found["not"] = {"ground": rng.choice(GROUNDS[1:])}
    elif way < 0.4:
        found["any_of"] = [{"id": "m", "ground": "migration"}, {"id": "x", "ground": "extremism"}]
    if before and rng.random() < 0.12:
        found[rng.choice(("same", "different"))] = {"to": f"{rng.choice(before)['id']}.to"}
    if rng.random() < 0.06:
        found["of"] = {"link": "relative_of", "direction": "in"}
    return found
