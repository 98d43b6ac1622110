"""The steps of a pattern read from data: filters, bounds, and what makes a step more than one event."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from graph.ontology import registry
from graph.ontology.events import Event
from graph.ontology.values import DATE, DURATION
from graph.ontology.vocabulary import scheme
from graph.patterns import comparing, filters
from graph.patterns.model import SUBJECT, SUBJECT_ROLE, Alternative, Bound, Of, Repeat, Step, Values, When
from graph.patterns.parts import PATTERN, WITH, Parts
from graph.problems import nearest
from graph.time.duration import duration_of
from graph.time.edtf import span_of

if TYPE_CHECKING:
    from graph.ontology.links import Link
    from graph.patterns.reading import Named
    from graph.problems import At, Problems
    from graph.time.duration import Duration

BOUNDS = ("within", "at_least")
CONSTRUCTS = (
    "id", "any_of", *BOUNDS, "optional", "repeat", "absent", "before", "unknown", "of", "same", "different",
    PATTERN, WITH, filters.NOT,
)  # fmt: skip
_FILTERING = ("any_of", "unknown", filters.NOT)
"""What asks of events beside fields and links."""
POSSIBLE = "possible"
"""What `unknown` may be: an empty field then makes a possible match."""

_USUAL = Values("modality", ("actual",))
"""What a step filters on unless it says otherwise."""
IDENTIFIER = "[a-z][a-z0-9_-]*"
"""The form of a step's id."""
_ID = re.compile(IDENTIFIER)
_REPEAT = ("min", "max", "each")
_OF = ("link", "direction", "role")
DIRECTIONS = ("out", "in")


class Reader:
    """Reads the steps of one pattern, whose events hang on its subject by `through`."""

    def __init__(self, problems: Problems, through: str, named: Named | None, within: tuple[str, ...]) -> None:
        self._problems, self._through = problems, through
        self._parts = Parts(named, within, problems)
        self._usual_roles = _usual_roles(through)
        self._fields = filters.fields_of(Event.__name__)

    def steps(self, raw: Any, at: At) -> list[Step]:
        """Return the step, or the steps of the pattern that it names."""
        said = raw if isinstance(raw, dict) else {}
        name = said.get("id")
        if not isinstance(name, str) or not _ID.fullmatch(name):
            self._problems.refuse(
                (*at, "id") if "id" in said else at,
                name,
                "a step with an id, like id: release (a to z, 0 to 9, - and _)",
            )
            name = ""
        if PATTERN in said:
            return self._parts.steps(name, said, at, self._bounds(said, at))
        filters.unknown(said, dict.fromkeys((*CONSTRUCTS, *self._fields.names())), at, self._problems)
        if WITH in said:
            self._problems.refuse((*at, WITH), None, f"{PATTERN}: NAME beside it, whose parameters these are", key=True)
        return [self._step(name, said, at)]

    def filtered(self, name: str, said: dict[str, Any], at: At) -> Step:
        """Return a step that only filters."""
        filters.unknown(said, dict.fromkeys((*_FILTERING, *self._fields.names())), at, self._problems)
        asked = {key: one for key, one in said.items() if key not in CONSTRUCTS or key == filters.NOT}
        when, roles = self._when(asked, at), self._usual_roles
        if isinstance(hanging := asked.get(self._through), dict) and "role" in hanging:
            link = registry.links(Event)[self._through]
            roles = filters.roles_of(link, hanging["role"], (*at, self._through, "role"), self._problems)
            asked[self._through] = {key: one for key, one in hanging.items() if key != "role"}
            if not asked[self._through]:
                del asked[self._through]
        found = filters.read(
            {key: one for key, one in asked.items() if key != "date"}, self._fields, at, self._problems
        )
        alternatives = self._alternatives(said, at)
        fields = {each.field for each in (*found, *(part for way in alternatives for part in way.filters))}
        usual = () if _USUAL.field in fields else (_USUAL,)
        unknown = said.get("unknown", "")
        if unknown and unknown != POSSIBLE:
            self._problems.refuse((*at, "unknown"), unknown, f"unknown: {POSSIBLE}, or nothing")
        return Step(name, (*found, *usual), alternatives, when, roles, unknown=bool(unknown))

    def _step(self, name: str, said: dict[str, Any], at: At) -> Step:
        filtering = (*_FILTERING, *self._fields.names())
        return replace(
            self.filtered(name, {key: one for key, one in said.items() if key in filtering}, at),
            bounds=self._bounds(said, at),
            comparisons=comparing.read(said, at, self._problems),
            of=self._of(said, at),
            repeat=self._repeat(said, at),
            before=self._before(said, at),
            optional=self._flag(said, "optional", at),
            absent=self._flag(said, "absent", at),
        )

    def _when(self, asked: dict[str, Any], at: At) -> tuple[When, ...]:
        if "date" not in asked or isinstance(asked["date"], dict):
            if isinstance(asked.get("date"), dict):
                self._problems.refuse((*at, "date"), None, "an EDTF date, such as 2022 or 2022-03/2022-05")
            return ()
        text = filters.value(DATE, asked["date"], (*at, "date"), self._problems)
        return (When("date", span_of(str(text))),) if text is not None else ()

    def _alternatives(self, said: dict[str, Any], at: At) -> tuple[Alternative, ...]:
        listed = said.get("any_of", [])
        if not isinstance(listed, list) or ("any_of" in said and not listed):
            self._problems.refuse((*at, "any_of"), None, "a list of alternatives, each beginning with: - id:")
            return ()
        found: list[Alternative] = []
        for n, raw in enumerate(listed):
            place = (*at, "any_of", n)
            asked = raw if isinstance(raw, dict) else {}
            filters.unknown(asked, dict.fromkeys(("id", filters.NOT, *self._fields.names())), place, self._problems)
            name = asked.get("id")
            if not isinstance(name, str) or name in [each.id for each in found]:
                self._problems.refuse(place, name, "an alternative with an id that no other one has")
            inner = {key: one for key, one in asked.items() if key != "id"}
            found.append(Alternative(str(name), filters.read(inner, self._fields, place, self._problems)))
        return tuple(found)

    def _flag(self, said: dict[str, Any], key: str, at: At) -> bool:
        raw = said.get(key, False)
        if not isinstance(raw, bool):
            self._problems.refuse((*at, key), raw, "true or false")
        return raw is True

    def _duration(self, raw: Any, at: At) -> Duration | None:
        text = filters.value(DURATION, raw, at, self._problems)
        return duration_of(str(text)) if text is not None else None

    def _bounds(self, said: dict[str, Any], at: At) -> tuple[Bound, ...]:
        found = []
        for kind in BOUNDS:
            raw = said.get(kind)
            if isinstance(raw, dict):
                filters.unknown(raw, ("length", "after"), (*at, kind), self._problems)
                length, after = self._duration(raw.get("length"), (*at, kind, "length")), str(raw.get("after", ""))
            elif kind in said:
                length, after = self._duration(raw, (*at, kind)), ""
            else:
                continue
            if length:
                text = raw["length"] if isinstance(raw, dict) else raw
                found.append(Bound(kind, length, after, str(text)))  # type: ignore[arg-type]  # one of BOUNDS
        return tuple(found)

    def _repeat(self, said: dict[str, Any], at: At) -> Repeat | None:
        if "repeat" not in said:
            return None
        raw, place = said["repeat"], (*at, "repeat")
        if not isinstance(raw, dict) or not raw:
            self._problems.refuse(place, raw, "a mapping, like repeat: {min: 2, max: 5, each: P30D}")
            return None
        filters.unknown(raw, _REPEAT, place, self._problems)
        least, most = raw.get("min", 1), raw.get("max")
        for key, number in (("min", least), ("max", 1 if most is None else most)):
            if isinstance(number, bool) or not isinstance(number, int) or number < (key == "max"):
                self._problems.refuse((*place, key), number, f"a whole number, {int(key == 'max')} or more")
                return None
        each = self._duration(raw["each"], (*place, "each")) if "each" in raw else None
        return Repeat(least, most, each)

    def _before(self, said: dict[str, Any], at: At) -> int | None:
        if "before" not in said:
            return None
        text = filters.value(DATE, said["before"], (*at, "before"), self._problems)
        return span_of(str(text)).first if text is not None else None

    def _of(self, said: dict[str, Any], at: At) -> Of | None:
        if "of" not in said:
            return None
        raw, place = said["of"], (*at, "of")
        if not isinstance(raw, dict):
            self._problems.refuse(place, raw, "a mapping, like of: {link: relative_of, direction: in}")
            return None
        filters.unknown(raw, _OF, place, self._problems)
        known = subject_links()
        name, direction = str(raw.get("link", "")), raw.get("direction", "out")
        if name not in known:
            self._problems.refuse(
                (*place, "link"), name, f"a link between subjects, one of {', '.join(known)}", nearest(name, known)
            )
            return None
        if direction not in DIRECTIONS:
            self._problems.refuse((*place, "direction"), direction, f"one of {', '.join(DIRECTIONS)}")
        roles = filters.roles_of(known[name], raw["role"], (*place, "role"), self._problems) if "role" in raw else ()
        return Of(known[name].type, direction == "in", roles)


def subject_links() -> dict[str, Link]:
    """Return the links that may lead from a subject to whom a step is on, by name."""
    classes = (cls for cls in registry.node_classes().values() if cls is not Event)
    return {link.name: link for cls in classes for link in registry.links(cls).values()}


def _usual_roles(through: str) -> tuple[str, ...]:
    """Return the roles that a step's subject has unless the step says otherwise; () means any."""
    return tuple(sorted(scheme("subject_roles").below(SUBJECT_ROLE))) if through == SUBJECT else ()
