"""Comparisons read from data: `same: {to.state: request.actors.requested.state}`.

A path is a link of the event, then, if asked, a role, then, if asked, the class of what the linked item is or
belongs to, by its uids' prefix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.ontology import registry
from graph.ontology.events import Event
from graph.ontology.vocabulary import scheme
from graph.patterns.language.model import Comparison, Path
from graph.problems import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.ontology.links import Link
    from graph.problems import At, Problems

KINDS = ("same", "different")
_EXAMPLE = "a mapping, like same: {to.state: request.actors.requested.state}"


def read(said: dict[str, Any], at: At, problems: Problems) -> tuple[Comparison, ...]:
    """Return the comparisons that a step makes; whether the steps that they name exist is not looked at here."""
    return tuple(found for kind in KINDS if kind in said for found in _each(kind, said[kind], (*at, kind), problems))


def _each(kind: Any, raw: Any, at: At, problems: Problems) -> Iterator[Comparison]:
    if not isinstance(raw, dict) or not raw:
        problems.refuse(at, raw, _EXAMPLE)
        return
    for mine, other in raw.items():
        place = (*at, str(mine))
        own = _path(str(mine).split("."), place, problems, key=True)
        step, walked = _step(str(other))
        theirs = _path(walked, place, problems, key=False) if walked else None
        if not walked:
            problems.refuse(place, other, "a step and what it is linked to, like request.actors.state")
        if own and theirs:
            yield Comparison(kind, own, step, theirs, f"{mine} and {other}")


def _step(text: str) -> tuple[str, list[str]]:
    """Return the step's id, which may have dots, and the path after it, which begins with a link."""
    links = _links()
    parts = text.split(".")
    begins = next((n for n, part in enumerate(parts) if n and part in links), 1)
    return ".".join(parts[:begins]), parts[begins:]


def _links() -> dict[str, tuple[Link, bool]]:
    backward = {name: (link, True) for name, link in registry.backward_links(Event).items()}
    return backward | {name: (link, False) for name, link in registry.links(Event).items()}


def _path(parts: list[str], at: At, problems: Problems, *, key: bool) -> Path | None:
    links = _links()
    name, *more = parts
    if name not in links:
        problems.refuse(at, name, f"a link of events, one of {', '.join(links)}", nearest(name, links), key=key)
        return None
    link, backwards = links[name]
    roles: tuple[str, ...] = ()
    terms = scheme(link.roles) if link.roles else None
    if more and terms and more[0] in terms.terms:
        roles = tuple(sorted(terms.below(more.pop(0))))
    prefixes = registry.by_prefix()
    cls = prefixes[more.pop(0)].__name__ if more and more[0] in prefixes else ""
    if more:
        known = [*(terms.terms if terms else ()), *prefixes]
        problems.refuse(
            at, more[0], f"a role of {name} or a class, one of {', '.join(known)}", nearest(more[0], known), key=key
        )
        return None
    return Path(link.type, backwards, roles, cls)
