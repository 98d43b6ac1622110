"""How two items hang together: the shortest ways of links from one to the other that pass nothing twice.

What lies around both ends is looked up step by step, always on the side where less has been found, until both meet;
then ways are put together, the shorter before the longer. Both cost no more than is set here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from graph import access
from graph.errors import UsageError
from graph.ontology import registry
from graph.queries.listing import Edge, on
from graph.queries.selection import These, Value
from graph.queries.statement import statement
from graph.queries.writer import Writer, both

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from graph.engine import Engine
    from graph.ontology.meaning import Sensitivity
    from graph.unit import Unit

LONG, LONGEST = 4, 6
"""Links of a path: so many at most unless it is said, and those that may be asked for."""

FEW = 10
"""Paths that are looked for unless it is said."""

PAIRS, STEPS = 20_000, 100_000
"""Pairs of linked items that are looked up, and steps that are tried, for one question."""

_SECONDS = 30

Neighbours = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Between which items, by how many links at most, how many paths; `avoid` are items that none passes."""

    start: str
    finish: str
    longest: int = LONG
    most: int = FEW
    avoid: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tie:
    """One link between two items that stand next to each other; `backwards` says that it leads to the one before."""

    link: str
    backwards: bool
    role: str | None
    standing: str | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """The items on the way, both ends included, and the links between each and the next."""

    items: tuple[str, ...]
    ties: tuple[tuple[Tie, ...], ...]


def paths(engine: Engine, asked: Asked, level: Sensitivity) -> list[Path]:
    """Return the shortest paths, as a reader of the level sees them, those of one length by the uids on the way."""
    return engine.read(lambda unit: _Search(unit, level).paths(asked), timeout=_SECONDS)


class _Search:
    def __init__(self, unit: Unit, level: Sensitivity) -> None:
        self._unit, self._reader = unit, access.reader(unit, level)
        classes = registry.node_classes().values()
        self._types = sorted({link.type for cls in classes for link in registry.links(cls).values()})

    def paths(self, asked: Asked) -> list[Path]:
        ends = statement([These("Entity", (asked.start, asked.finish), (Value("uid"),))], self._reader)
        own = {said: uid for said, (uid,) in self._unit.value(ends.text, **ends.parameters)[0]}
        start, finish = own.get(asked.start), own.get(asked.finish)
        if start is None or finish is None or start == finish:
            return []
        linked = self._around(start, finish, asked)
        ways = list(_ways(start, finish, linked, asked))
        ties = self._ties({pair for way in ways for pair in pairwise(way)})
        return [Path(way, tuple(ties[pair] for pair in pairwise(way))) for way in ways]

    def _around(self, start: str, finish: str, asked: Asked) -> Neighbours:
        """Return all links that a path of the length may take."""
        linked: Neighbours = defaultdict(set)
        seen, rim = {start: {start}, finish: {finish}}, {start: {start}, finish: {finish}}
        for _ in range(asked.longest):
            side = min((start, finish), key=lambda end: len(rim[end]))
            pairs = self._linked(rim[side] - asked.avoid, PAIRS - sum(map(len, linked.values())) // 2)
            for one, other in pairs:
                linked[one].add(other)
                linked[other].add(one)
            rim[side] = {other for _, other in pairs} - seen[side]
            seen[side] |= rim[side]
        return linked

    def _linked(self, uids: Collection[str], most: int) -> list[tuple[str, str]]:
        writer = Writer(self._reader)
        text = (
            f"UNWIND $uids AS uid MATCH (a:Entity {{uid: uid}})-[r:{'|'.join(self._types)}]-(b:Entity) "
            f"WHERE {both((writer.sees_edge('r'), writer.sees_item('b')))} "
            "WITH DISTINCT uid, b.uid AS other LIMIT $limit RETURN collect([uid, other]) AS pairs"
        )
        found = self._unit.value(text, uids=sorted(uids), limit=most + 1, **writer.parameters)
        if len(found) > most:
            raise UsageError(
                f"more than {PAIRS:,} links lie around the two items",
                way_out="ask for shorter paths with `longest`, or leave out with `avoid` what too much is linked to",
            )
        return [(one, other) for one, other in found]

    def _ties(self, pairs: set[tuple[str, str]]) -> dict[tuple[str, str], tuple[Tie, ...]]:
        """Return the links between two items, both ways."""
        writer = Writer(self._reader)
        claimed = both((writer.sees_claim("c", "s"), on("c", Edge("r", "s", "f", "toLower(type(r))"))))
        value = self._reader.value
        text = (
            f"UNWIND $pairs AS pair MATCH (a:Entity {{uid: pair[0]}})-[r:{'|'.join(self._types)}]-"
            f"(b:Entity {{uid: pair[1]}}) WHERE {writer.sees_edge('r')} "
            "WITH pair, r, startNode(r) AS s, endNode(r) AS f, startNode(r) = b AS backwards "
            f"RETURN pair, toLower(type(r)) AS link, backwards, {value('r', 'role')} AS role, "
            f"{value('r', 'standing')} AS standing, "
            f"COLLECT {{ MATCH (s)-[:HAS_CLAIM]->(c:Claim) WHERE {claimed} RETURN c.uid ORDER BY c.uid }} AS claims "
            "ORDER BY link, backwards, role"
        )
        found: dict[tuple[str, str], list[Tie]] = defaultdict(list)
        for row in self._unit.run(text, pairs=sorted(map(list, pairs)), **writer.parameters):
            pair = row.pop("pair")
            found[pair[0], pair[1]].append(Tie(**row | {"claims": tuple(row["claims"])}))
        return {pair: tuple(ties) for pair, ties in found.items()}


def _ways(start: str, finish: str, linked: Neighbours, asked: Asked) -> Iterator[tuple[str, ...]]:
    """Yield the paths, the shorter first; UsageError where finding them would take too long."""
    left = _distances(finish, linked)
    found, tried = 0, 0
    for length in range(left.get(start, asked.longest + 1), asked.longest + 1):
        ways: list[tuple[str, ...]] = [(start,)]
        while ways and found < asked.most:
            way = ways.pop()
            tried += 1
            if tried > STEPS:
                raise UsageError(
                    f"finding the paths takes more than {STEPS:,} steps",
                    way_out="ask for fewer or shorter ones with `first` and `longest`",
                )
            if way[-1] == finish:
                found += 1
                yield way
                continue
            room = length - len(way)
            ways += [
                (*way, uid)
                for uid in sorted(linked[way[-1]] - asked.avoid - {*way}, reverse=True)
                if (left.get(uid, room + 1) <= room and uid != finish) or (uid == finish and not room)
            ]


def _distances(finish: str, linked: Neighbours) -> dict[str, int]:
    """Return how many links each item is away."""
    away, rim = {finish: 0}, [finish]
    while rim:
        further = {other for uid in rim for other in linked[uid] if other not in away}
        away |= dict.fromkeys(further, away[rim[0]] + 1)
        rim = list(further)
    return away
