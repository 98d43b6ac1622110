"""Conditions as Cypher, each true, false or, for want of a value, null: what is asked holds only where it is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph import access
from graph.ontology.values import DATE
from graph.queries import known, operators
from graph.queries.condition import AllOf, AnyOf, Claimed, Compared, Counted, KnownBy, Not, OfClass, Quantified
from graph.queries.operators import IS_NULL
from graph.queries.writer import both

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from graph.queries.condition import Condition, Led
    from graph.queries.writer import Writer

    Values = Callable[[str], str]
    """Returns Cypher for a column's value by its name."""
    Beside = Callable[[str, Any], str]
    """Returns what is asked of an item or a claim beside its values."""

_OWN = "[asked IN {p} | coalesce(head(COLLECT {{ MATCH (a:Alias {{uid: asked}}) RETURN a.of }}), asked)]"
"""The uids that the nodes have now which these uids ever meant."""

_CLAIM_ENDS = {"source": "IN", "by": "BY", "quoted_in": "QUOTED_IN"}


class Conditions:
    """Writes the conditions of one statement."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def of_item(self, item: str, condition: Condition) -> str:
        """Return what is asked of an item."""
        return self._written(item, lambda name: self._writer.reader.value(item, name), self._beside_item, condition)

    def of_edge(self, edge: str, condition: Condition) -> str:
        """Return what is asked of an edge."""
        return self._written(edge, lambda name: self._writer.edge_value(edge, name), self._beside_item, condition)

    def of_claim(self, claim: str, condition: Condition) -> str:
        """Return what is asked of a claim."""
        return self._written(claim, lambda name: self.claim_value(claim, name), self._beside_claim, condition)

    def claim_value(self, claim: str, name: str) -> str:
        """Return what a claim says; items that it names go by the uids that they have now, if the reader sees them."""
        if name in _CLAIM_ENDS:
            end = self._writer.variable("n")
            seen = self._writer.sees_item(end)
            way = f"({claim})-[:{_CLAIM_ENDS[name]}]->({end}:Entity)"
            return f"head(COLLECT {{ MATCH {way} WHERE {seen} RETURN {end}.uid }})"
        if name == "target" and self._writer.reader.level != access.ALL:
            end = self._writer.variable("n")
            own = _OWN.format(p=f"[{claim}.target]")
            seen = f"EXISTS {{ MATCH ({end}:Entity) WHERE {end}.uid IN {own} AND {self._writer.sees_item(end)} }}"
            return f"CASE WHEN {seen} THEN {claim}.target END"
        return f"toString({claim}.value)" if name == "value" else f"{claim}.{name}"

    def _written(self, alias: str, value: Values, beside: Beside, condition: Condition) -> str:
        match condition:
            case AllOf(parts):
                return both(f"({self._written(alias, value, beside, part)})" for part in parts)
            case AnyOf(parts):
                return " OR ".join(f"({self._written(alias, value, beside, part)})" for part in parts) or "false"
            case Not(part):
                return f"NOT coalesce({self._written(alias, value, beside, part)}, false)"
            case Compared():
                return self._compared(value, condition)
        return beside(alias, condition)

    def _beside_item(self, item: str, condition: OfClass | Quantified | Counted | Claimed | KnownBy) -> str:
        match condition:
            case OfClass(classes):
                return f"({' OR '.join(f'{item}:{label}' for label in classes)})" if classes else "false"
            case Quantified():
                return self._quantified(item, condition)
            case Counted(operator, number, led):
                return operators.plain(operator, self._different(item, led), self._writer.parameter(number))
            case Claimed(claim):
                return self._claimed(item, claim, about=item)
            case KnownBy():
                return known.of_item(self._writer, item, condition)

    def _beside_claim(self, claim: str, condition: Claimed | KnownBy) -> str:
        if isinstance(condition, KnownBy):
            return known.of_claim(self._writer, claim, condition)
        return self._claimed(claim, condition.claim)

    def _compared(self, value: Values, asked: Compared) -> str:
        column = asked.column
        if asked.operator == IS_NULL:
            stated = value(column.name)
            empty = f"coalesce(size({stated}), 0) = 0" if column.many else f"{stated} IS NULL"
            return empty if asked.value else f"NOT ({empty})"
        parameter = self._writer.parameter(operators.operand(column.kind, asked.operator, asked.value))
        if column.kind is DATE and asked.operator in operators.DATES:
            first, last = value(f"{column.name}_first"), value(f"{column.name}_last")
            return operators.dated(asked.operator, first, last, parameter)
        if column.name == "uid" and asked.operator in ("eq", "in"):
            wanted = parameter if asked.operator == "in" else f"[{parameter}]"
            return f"{value('uid')} IN {_OWN.format(p=wanted)}"
        if column.many:
            passes = operators.compared(column.kind, asked.operator, "one", parameter)
            return f"any(one IN {value(column.name)} WHERE {passes})"
        return operators.compared(column.kind, asked.operator, value(column.name), parameter)

    def _quantified(self, item: str, asked: Quantified) -> str:
        if asked.quantifier == "single":
            return f"{self._different(item, asked.led)} = 1"
        way, edge, node = self._writer.way(item, asked.led.end)
        seen, as_asked = self._sees(edge, node), self._as_asked(edge, node, asked.led)
        if asked.quantifier == "every":
            return f"NOT EXISTS {{ MATCH {way} WHERE {both((seen, f'NOT coalesce({as_asked}, false)'))} }}"
        found = f"EXISTS {{ MATCH {way} WHERE {both((seen, as_asked))} }}"
        return found if asked.quantifier == "some" else f"NOT {found}"

    def _different(self, item: str, led: Led) -> str:
        """Return Cypher for the number of different nodes; one that several roles lead to is one."""
        way, edge, node = self._writer.way(item, led.end)
        asked = both((self._sees(edge, node), self._as_asked(edge, node, led)))
        return f"COUNT {{ MATCH {way} WHERE {asked} RETURN DISTINCT {node} }}"

    def _sees(self, edge: str, node: str) -> str:
        return both((self._writer.sees_edge(edge), self._writer.sees_item(node)))

    def _as_asked(self, edge: str, node: str, led: Led) -> str:
        return both(
            f"({each})" for each in (self.of_edge(edge, led.edge), self.of_item(node, led.node)) if each != "true"
        )

    def _claimed(self, of: str, asked: Condition, *, about: str = "") -> str:
        """Return whether some claim on an item, or attitude to a claim, is as asked; `about` is the item."""
        claim = self._writer.variable("c")
        wanted = both((self._writer.sees_claim(claim, about), self.of_claim(claim, asked)))
        return f"EXISTS {{ MATCH ({of})-[:HAS_CLAIM]->({claim}:Claim) WHERE {wanted} }}"
