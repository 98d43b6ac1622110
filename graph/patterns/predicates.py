"""Filters as Cypher: for each, what is true of an item that passes, and of one that may, since a field is empty.

Values travel as parameters; names of properties and links come from the ontology.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.patterns.language.model import Linked, Neither, Values, When

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from graph.access import Reader
    from graph.patterns.language.model import Alternative, Filter, Step

NOT_STATED = "not_stated"
"""The term that says of a field that it is empty."""


class Predicates:
    """Writes filters for one reader; `belonging` are, for each uid asked for, it and all that belongs to it.

    Links must have one of the standings, where any are given.
    """

    def __init__(
        self, reader: Reader, belonging: Mapping[str, Collection[str]], standings: tuple[str, ...] = ()
    ) -> None:
        self.reader, self._belonging, self._standings = reader, belonging, standings
        self.parameters: dict[str, Any] = {}
        self._depth = 0

    def parameter(self, value: Any) -> str:
        """Return the name, with $, of a parameter that holds a value."""
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f"${name}"

    def passes(self, item: str, filters: Iterable[Filter]) -> str:
        """Return Cypher that is true where an item passes all filters, false or null elsewhere."""
        return " AND ".join(self._passes(item, each) for each in filters) or "true"

    def may_pass(self, item: str, filters: Iterable[Filter]) -> str:
        """Return Cypher that is true where no filter refuses an item for what is known of it."""
        return " AND ".join(self._may(item, each) for each in filters) or "true"

    def indexed(self, item: str, step: Step) -> str:
        """Return of what a step asks what an index can answer; "true" for nothing."""
        values = [each for each in step.filters if isinstance(each, Values) and not each.many]
        narrow = [each for each in values if each.field != "modality"]
        return "true" if step.unknown else self.passes(item, narrow or values)

    def any_passes(self, item: str, ways: Iterable[Alternative], *, perhaps: bool = False) -> str:
        """Return Cypher that is true where an item passes (or may pass) one of several ways; of none, true."""
        judge = self.may_pass if perhaps else self.passes
        return f"({' OR '.join(f'({judge(item, way.filters)})' for way in ways)})" if ways else "true"

    def _passes(self, item: str, each: Filter) -> str:
        match each:
            case Values():
                return self._one_of(item, each)
            case When():
                return self._days(item, each, "{first} >= {a} AND {last} <= {b}")
            case Linked():
                return self._linked(item, each, perhaps=False)
            case Neither(filters=filters):
                return f"NOT ({' OR '.join(f'({self._may(item, inner)})' for inner in filters)})"

    def _may(self, item: str, each: Filter) -> str:
        match each:
            case Values(field):
                value = self.reader.value(item, field)
                return f"({value} IS NULL OR {value} = '{NOT_STATED}' OR {self._one_of(item, each)})"
            case When(field):
                empty = f"{self.reader.value(item, f'{field}_first')} IS NULL"
                return f"({empty} OR {self._days(item, each, '{first} <= {b} AND {last} >= {a}')})"
            case Linked():
                return f"({self._linked(item, each, perhaps=True)} OR {self._no_link(item, each)})"
            case Neither(filters=filters):
                return f"NOT coalesce({' OR '.join(f'({self._passes(item, inner)})' for inner in filters)}, false)"

    def _one_of(self, item: str, each: Values) -> str:
        value, wanted = self.reader.value(item, each.field), self.parameter(list(each.values))
        return f"any(one IN {value} WHERE one IN {wanted})" if each.many else f"{value} IN {wanted}"

    def _days(self, item: str, each: When, bounds: str) -> str:
        first, last = (self.reader.value(item, f"{each.field}_{end}") for end in ("first", "last"))
        ranges = ((self.parameter(a), self.parameter(b)) for a, b in each.days.ranges)
        return f"({' OR '.join(f'({bounds.format(first=first, last=last, a=a, b=b)})' for a, b in ranges)})"

    def _linked(self, item: str, each: Linked, *, perhaps: bool) -> str:
        way, edge, end = self._way(item, each)
        asked = [self.reader.sees(edge, end), *self._roles(edge, each)]
        if each.uids:
            meant = sorted({uid for named in each.uids for uid in self._belonging.get(named, (named,))})
            asked.append(f"{end}.uid IN {self.parameter(meant)}")
        if each.types:
            asked.append(f"({' OR '.join(f'{end}:{label}' for label in each.types)})")
        asked.append(self.may_pass(end, each.where) if perhaps else self.passes(end, each.where))
        return f"EXISTS {{ MATCH {way} WHERE {' AND '.join(asked)} }}"

    def _no_link(self, item: str, each: Linked) -> str:
        way, edge, end = self._way(item, each)
        asked = " AND ".join([self.reader.sees(edge, end), *self._roles(edge, each)])
        return f"NOT EXISTS {{ MATCH {way} WHERE {asked} }}"

    def standing(self, edge: str) -> list[str]:
        """Return what is asked of the standing of a link."""
        return [f"{edge}.standing IN {self.parameter(list(self._standings))}"] if self._standings else []

    def _roles(self, edge: str, each: Linked) -> list[str]:
        roles = [f"{edge}.role IN {self.parameter(list(each.roles))}"] if each.roles else []
        return [*roles, *self.standing(edge)]

    def _way(self, item: str, each: Linked) -> tuple[str, str, str]:
        self._depth += 1
        edge, end = f"l{self._depth}", f"t{self._depth}"
        return way(item, edge, each.link, end, backwards=each.backwards), edge, end


def way(item: str, edge: str, link: str, end: str, *, backwards: bool) -> str:
    """Return the Cypher pattern of a link between two items."""
    return f"({item})<-[{edge}:{link}]-({end}:Entity)" if backwards else f"({item})-[{edge}:{link}]->({end}:Entity)"
