"""Case files that say, between them, all that the ontology lets a file say, each with the claims that it makes.

A plain reference: what a file claims is written down while it is made up, not read back from it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hypothesis import settings
from hypothesis import strategies as st

from graph.claims.claim import Claim
from graph.ontology import registry
from graph.ontology.entity import Actor
from graph.ontology.links import edge_properties
from graph.ontology.sources import Source
from graph.ontology.values import RELATIVE_DATE, TEXT, TURNING
from graph.ontology.vocabulary import scheme

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

    from graph.ontology.entity import Entity
    from graph.ontology.links import Link
    from graph.ontology.properties import Stated
    from graph.ontology.values import Kind

PATIENT = settings(max_examples=60, deadline=None)

Cited = list[dict[str, Any]]

READABLE = st.characters(
    exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp"), exclude_characters="".join(("\ufeff", *TURNING))
)
TEXTS = st.text(READABLE, min_size=1, max_size=9).map(lambda text: TEXT.read(f"«{text}»"))
SAMPLES: dict[str, SearchStrategy[Any]] = {
    "text": TEXTS,
    "date": st.dates().map(str) | st.integers(1000, 2100) | st.sampled_from(["2022-09", "2022-09~", "[2022..2023-05]"]),
    "duration": st.sampled_from(["P7D", "PT1H", "P2Y6M"]),
    "whole number": st.integers(-(10**17), 10**17),
    "number": st.floats(-180, 180).map(lambda number: round(number, 3)),
    "yes or no": st.booleans(),
    "uid": st.sampled_from(["agency/a", "state/by"]),
}


def _terms(name: str) -> SearchStrategy[str]:
    return st.sampled_from(list(scheme(name).terms))


def _values(kind: Kind) -> SearchStrategy[Any]:
    return _terms(kind.scheme) if kind.scheme else SAMPLES.get(kind.name, st.just(kind.example))


def _uids(*classes: type[Entity]) -> SearchStrategy[str]:
    prefixes = [prefix for prefix, cls in registry.by_prefix().items() if issubclass(cls, classes)]
    return st.builds("{}/{}".format, st.sampled_from(prefixes), st.sampled_from(["a", "by-1", "x.y/z_3"]))


CITATIONS: SearchStrategy[Cited] = st.lists(
    st.fixed_dictionaries(
        {"source": _uids(Source), "standing": _terms("standings")},
        optional={"locator": TEXTS, "quoted_in": _uids(Source)},
    ),
    min_size=1,
    max_size=2,
)
ATTRIBUTION = st.fixed_dictionaries(
    {},
    optional={
        "by": _uids(Actor),
        "standing": _terms("standings"),
        "sensitivity": _terms("sensitivities"),
        "sources": CITATIONS,
        "attitudes": st.lists(
            st.fixed_dictionaries(
                {"by": _uids(Actor), "attitude": _terms("attitudes")}, optional={"sources": CITATIONS}
            ),
            min_size=1,
            max_size=2,
        ),
    },
)


LEFT_OUT = st.fixed_dictionaries({"what": TEXTS, "why": TEXTS})
MARKS = st.lists(
    st.fixed_dictionaries(
        {"source": _uids(Source), "section": st.integers(1, 99).map("paragraph {}".format), "statements": st.just(2)},
        optional={"left_out": LEFT_OUT | st.lists(LEFT_OUT, max_size=2)},
    ),
    max_size=3,
    unique_by=lambda mark: (mark["source"], mark["section"]),
)


@dataclass
class Plan:
    """A case file as plain data, and the claims that it makes."""

    data: dict[str, Any]
    claims: set[Claim] = field(default_factory=set)


@dataclass
class _Item:
    """Makes up what one item says, and notes what that claims."""

    draw: DrawFn
    uid: str
    inherited: Cited
    claims: set[Claim]

    def maybe_two(self, write: Any, name: str, said: Stated | Link) -> Any:
        return [write(name, said), write(name, said)] if self.draw(st.booleans()) else write(name, said)

    def property(self, name: str, prop: Stated) -> Any:
        value = self.draw(_values(prop.kind))
        what = {"field": name, "value": _stored(value, prop.kind)}
        if self.draw(st.booleans()):
            return self.note(value, {}, what)
        about = {"language": "be"} if prop.kind is TEXT and self.draw(st.booleans()) else {}
        key = self.draw(st.sampled_from(["value", "text"])) if prop.kind is TEXT else "value"
        keys = self.draw(ATTRIBUTION)
        return self.note({key: value, **about, **keys}, keys, what | _qualifiers(about))

    def link(self, name: str, link: Link) -> Any:
        others = _uids(*map(registry.label_class, link.targets)).filter(lambda uid: uid != self.uid)
        target = self.draw(others)
        what = {"field": name, "target": target, "role": link.default_role}
        if self.draw(st.booleans()):
            return self.note(target, {}, what)
        role = {"role": self.draw(_terms(link.roles))} if link.roles else {}
        about = {each: self.draw(_values(edge_properties()[each].kind)) for each in link.qualifiers}
        keys = self.draw(ATTRIBUTION)
        return self.note({"uid": target, **role, **about, **keys}, keys, what | role | _qualifiers(about))

    def note(self, written: Any, keys: dict[str, Any], what: dict[str, Any]) -> Any:
        own = keys.get("sources", self.inherited)
        for cited in own or [{}]:
            own_marks = {key: keys[key] for key in ("by", "standing", "sensitivity") if key in keys}
            claim = _claim(self.uid, cited, what, **own_marks)
            self.claims.add(claim)
            for attitude in keys.get("attitudes", ()):
                for where in attitude.get("sources", own) or [{}]:
                    taken = {"field": "attitude", "value": attitude["attitude"]}
                    self.claims.add(_claim(claim.uid, where, taken, by=attitude["by"]))
        return written


def _stored(value: Any, kind: Kind) -> Any:
    return str(value) if kind.name == "date" else value


def _qualifiers(about: dict[str, Any]) -> dict[str, str]:
    return {"qualifiers": json.dumps(about, sort_keys=True)} if about else {}


def _claim(about: str, cited: dict[str, str], what: dict[str, Any], **marks: str) -> Claim:
    where = {key: cited[key] for key in ("source", "locator", "quoted_in", "standing") if key in cited}
    return Claim(about, **where | marks, **what)


@st.composite
def files(draw: DrawFn) -> Plan:
    """Make up a file with an item of one or two classes, whose every property and link is said somehow."""
    plan = Plan({"dataset": draw(TEXTS), "version": draw(st.integers(0, 9) | TEXTS), "reading": draw(MARKS)})
    classes = st.sampled_from(list(registry.node_classes().values()))
    for cls in draw(st.lists(classes, min_size=1, max_size=2, unique=True)):
        inherited: Cited = draw(CITATIONS) if draw(st.booleans()) else []
        item = _Item(draw, f"{cls.prefix}/item", inherited, plan.claims)
        plan.data[cls.plural] = [
            {
                "uid": item.uid,
                **({"sources": inherited} if inherited else {}),
                **{
                    name: item.maybe_two(item.property, name, prop)
                    for name, prop in registry.properties(cls).items()
                    if inherited or prop.kind is not RELATIVE_DATE
                },
                **{name: item.maybe_two(item.link, name, link) for name, link in registry.links(cls).items()},
            }
        ]
    return plan
