"""What makes a step more than one event of the subject's, read from data: bounds, runs, switches, whom it is on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.ontology import registry
from graph.ontology.events import Event
from graph.ontology.values import DATE, DURATION
from graph.patterns.language import filters
from graph.patterns.language.model import Bound, Of, Repeat
from graph.problems import nearest
from graph.time.duration import duration_of
from graph.time.edtf import span_of

if TYPE_CHECKING:
    from graph.ontology.links import Link
    from graph.problems import At, Problems
    from graph.time.duration import Duration

BOUNDS = ("within", "at_least")
_REPEAT = ("min", "max", "each")
_OF = ("link", "direction", "role")
DIRECTIONS = ("out", "in")


def flag(said: dict[str, Any], key: str, at: At, problems: Problems) -> bool:
    """Return whether a construct is switched on."""
    raw = said.get(key, False)
    if not isinstance(raw, bool):
        problems.refuse((*at, key), raw, "true or false")
    return raw is True


def _duration(raw: Any, at: At, problems: Problems) -> Duration | None:
    text = filters.value(DURATION, raw, at, problems)
    return duration_of(str(text)) if text is not None else None


def bounds(said: dict[str, Any], at: At, problems: Problems) -> tuple[Bound, ...]:
    """Return how near to an earlier step, and how far from it, a step must be."""
    found = []
    for kind in BOUNDS:
        raw = said.get(kind)
        if isinstance(raw, dict):
            filters.unknown(raw, ("length", "after"), (*at, kind), problems)
            length, after = _duration(raw.get("length"), (*at, kind, "length"), problems), str(raw.get("after", ""))
        elif kind in said:
            length, after = _duration(raw, (*at, kind), problems), ""
        else:
            continue
        if length:
            text = raw["length"] if isinstance(raw, dict) else raw
            found.append(Bound(kind, length, after, str(text)))  # type: ignore[arg-type]  # one of BOUNDS
    return tuple(found)


def repeat(said: dict[str, Any], at: At, problems: Problems) -> Repeat | None:
    """Return how many events a step may be."""
    if "repeat" not in said:
        return None
    raw, place = said["repeat"], (*at, "repeat")
    if not isinstance(raw, dict) or not raw:
        problems.refuse(place, raw, "a mapping, like repeat: {min: 2, max: 5, each: P30D}")
        return None
    filters.unknown(raw, _REPEAT, place, problems)
    least, most = raw.get("min", 1), raw.get("max")
    for key, number in (("min", least), ("max", 1 if most is None else most)):
        if isinstance(number, bool) or not isinstance(number, int) or number < (key == "max"):
            problems.refuse((*place, key), number, f"a whole number, {int(key == 'max')} or more")
            return None
    each = _duration(raw["each"], (*place, "each"), problems) if "each" in raw else None
    return Repeat(least, most, each)


def before(said: dict[str, Any], at: At, problems: Problems) -> int | None:
    """Return the first day that is too late for a step."""
    if "before" not in said:
        return None
    text = filters.value(DATE, said["before"], (*at, "before"), problems)
    return span_of(str(text)).first if text is not None else None


def of(said: dict[str, Any], at: At, problems: Problems) -> Of | None:
    """Return whom a step is on, if not the subject itself."""
    if "of" not in said:
        return None
    raw, place = said["of"], (*at, "of")
    if not isinstance(raw, dict):
        problems.refuse(place, raw, "a mapping, like of: {link: relative_of, direction: in}")
        return None
    filters.unknown(raw, _OF, place, problems)
    known = subject_links()
    name, direction = str(raw.get("link", "")), raw.get("direction", "out")
    if name not in known:
        problems.refuse(
            (*place, "link"), name, f"a link between subjects, one of {', '.join(known)}", nearest(name, known)
        )
        return None
    if direction not in DIRECTIONS:
        problems.refuse((*place, "direction"), direction, f"one of {', '.join(DIRECTIONS)}")
    roles = filters.roles_of(known[name], raw["role"], (*place, "role"), problems) if "role" in raw else ()
    return Of(known[name].type, direction == "in", roles)


def subject_links() -> dict[str, Link]:
    """Return the links that may lead from a subject to whom a step is on, by name."""
    classes = (cls for cls in registry.node_classes().values() if cls is not Event)
    return {link.name: link for cls in classes for link in registry.links(cls).values()}
