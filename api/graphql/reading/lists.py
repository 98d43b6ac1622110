"""Lists as Relay has them: nodes, edges with what they carry, how many in all, and where the page stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.graphql.reading import groups
from api.graphql.shapes import Slots, at, constant, each, named, within

if TYPE_CHECKING:
    from api.graphql.paging import Paged
    from api.graphql.reading.items import Items
    from api.graphql.selecting import Asked, Selected
    from api.graphql.shapes import Shape
    from graph.queries.fields import End
    from graph.queries.selection import Grouped

_INFO: dict[str, Shape] = {
    "hasNextPage": lambda page: page.has_next,
    "hasPreviousPage": lambda page: page.has_previous,
    "startCursor": lambda page: page.cursor(page.rows[0]) if page.rows else None,
    "endCursor": lambda page: page.cursor(page.rows[-1]) if page.rows else None,
    "__typename": lambda _page: "PageInfo",
}
_CURSORS = ("startCursor", "endCursor")
_TOTAL, _GROUPS = 1, 2
"""Where in what is found of a list its total stands, and its groups; see `graph.queries.listing`."""


class List:
    """Reads what is wanted of one list of items with a label; `called` is what its types are named after."""

    def __init__(self, items: Items, label: str, called: str, paged: Paged, end: End | None = None) -> None:
        self._items, self._label, self._called, self._paged, self._end = items, label, called, paged, end
        self._nodes, self._edges = Slots(), Slots()
        self._rows = self._total = self._cursors = self._edged = False
        self._groups: list[Grouped] = []

    def read(self, asked: Asked, size: int) -> tuple[dict[str, Any], Shape]:
        """Return what is wanted, as a `Listing` has it, and how what is found of it is answered."""
        with self._items.selecting.spend(size):
            selected = self._items.selecting.selected(f"{self._called}Connection", asked)
            shape = named([(part.key, self._part(part)) for part in selected])
        wanted = {"rows": self._rows, "total": self._total, "cursors": self._cursors, "groups": tuple(self._groups)}
        wanted["bare"] = self._bare
        return wanted | {"fields": self._nodes.fields, "edge": self._edges.fields}, shape

    @property
    def _bare(self) -> bool:
        """Whether nothing is wanted of the rows but their items; known when all is read."""
        return not self._cursors and not self._edged

    def _part(self, selected: Selected) -> Shape:
        asked = selected.asked
        match selected.name:
            case "totalCount":
                self._total = True
                return at(_TOTAL)
            case "nodes":
                self._rows = True
                node = self._items.of(self._label, asked, self._nodes)
                return each(self._paged.rows, lambda row: row if self._bare else f"{row}[0]", node)
            case "edges":
                return self._each(asked)
            case "pageInfo":
                return self._info(asked)
            case "groups":
                return self._grouped(selected)
        return constant(f"{self._called}Connection")

    def _grouped(self, selected: Selected) -> Shape:
        place = len(self._groups)
        grouped, shape = groups.read(self._items, self._label, self._end, selected)
        self._groups.append(grouped)
        return within(_GROUPS, within(place, shape))

    def _info(self, asked: Asked) -> Shape:
        self._rows = True
        parts = [(part.key, part.name) for part in self._items.selecting.selected("PageInfo", asked)]
        self._cursors |= any(name in _CURSORS for _, name in parts)
        info, answered = named((key, _INFO[name]) for key, name in parts), self._paged.answered
        return lambda found: info(answered(found))

    def _each(self, asked: Asked) -> Shape:
        self._rows = self._edged = True
        selected = self._items.selecting.selected(f"{self._called}Edge", asked)
        edge, answered = named([(part.key, self._of_edge(part)) for part in selected]), self._paged.answered
        return lambda found: [edge((row, page)) for page in (answered(found),) for row in page.rows]

    def _of_edge(self, selected: Selected) -> Shape:
        name = selected.name
        if name == "cursor":
            self._cursors = True
            return lambda told: told[1].cursor(told[0])
        if name == "node":
            return within(0, within(0, self._items.of(self._label, selected.asked, self._nodes)))
        if name == "__typename":
            return constant(f"{self._called}Edge")
        assert self._end  # noqa: S101  other lists have no edges of the graph
        return within(0, within(1, self._items.carried(self._end, selected, self._edges)))
