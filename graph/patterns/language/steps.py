"""The steps of a pattern read from data: filters, bounds, and what makes a step more than one event."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from graph.ontology import registry
from graph.ontology.events import Event
from graph.ontology.values import DATE
from graph.ontology.vocabulary import scheme
from graph.patterns.language import comparing, constructs, filters
from graph.patterns.language.model import SUBJECT, SUBJECT_ROLE, Alternative, Step, Values, When
from graph.patterns.language.parts import PATTERN, WITH, Parts
from graph.time.edtf import span_of

if TYPE_CHECKING:
    from graph.patterns.language.reading import Named
    from graph.problems import At, Problems

CONSTRUCTS = (
    "id", "any_of", *constructs.BOUNDS, "optional", "repeat", "absent", "before", "unknown", "of", "same", "different",
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
            return self._parts.steps(name, said, at, constructs.bounds(said, at, self._problems))
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
            bounds=constructs.bounds(said, at, self._problems),
            comparisons=comparing.read(said, at, self._problems),
            of=constructs.of(said, at, self._problems),
            repeat=constructs.repeat(said, at, self._problems),
            before=constructs.before(said, at, self._problems),
            optional=constructs.flag(said, "optional", at, self._problems),
            absent=constructs.flag(said, "absent", at, self._problems),
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


def _usual_roles(through: str) -> tuple[str, ...]:
    """Return the roles that a step's subject has unless the step says otherwise; () means any."""
    return tuple(sorted(scheme("subject_roles").below(SUBJECT_ROLE))) if through == SUBJECT else ()
