"""Lists as Relay has them: nodes, edges with what they carry, how many in all, and where the page stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.graphql.reading import groups
from api.graphql.shapes import Slots, named

if TYPE_CHECKING:
    from api.graphql.reading.items import Items
    from api.graphql.selecting import Asked, Selected
    from api.graphql.shapes import Shape
    from graph.queries.fields import End
    from graph.selection import Grouped

_INFO: dict[str, Shape] = {
    "hasNextPage": lambda page: page.has_next,
    "hasPreviousPage": lambda page: page.has_previous,
    "startCursor": lambda page: page.cursor(page.rows[0]) if page.rows else None,
    "endCursor": lambda page: page.cursor(page.rows[-1]) if page.rows else None,
    "__typename": lambda _page: "PageInfo",
}
_CURSORS = ("startCursor", "endCursor")


class List:
    """Reads what is wanted of one list of items with a label; `called` is what its types are named after."""

    def __init__(self, items: Items, label: str, called: str, end: End | None = None) -> None:
        self._items, self._label, self._called, self._end = items, label, called, end
        self._nodes, self._edges = Slots(), Slots()
        self._rows = self._total = self._cursors = False
        self._groups: list[Grouped] = []

    def read(self, asked: Asked, size: int) -> tuple[dict[str, Any], Shape]:
        """Return what is wanted, as `graph.selection.Listing` has it, and how a page is answered."""
        with self._items.selecting.spend(size):
            selected = self._items.selecting.selected(f"{self._called}Connection", asked)
            shape = named([(each.key, self._part(each)) for each in selected])
        wanted = {"rows": self._rows, "total": self._total, "cursors": self._cursors, "groups": tuple(self._groups)}
        return wanted | {"fields": self._nodes.fields, "edge": self._edges.fields}, shape

    def _part(self, selected: Selected) -> Shape:
        asked = selected.asked
        match selected.name:
            case "totalCount":
                self._total = True
                return lambda page: page.total
            case "nodes":
                self._rows = True
                node = self._items.of(self._label, asked, self._nodes)
                return lambda page: [node(row[0]) for row in page.rows]
            case "edges":
                return self._each(asked)
            case "pageInfo":
                return self._info(asked)
            case "groups":
                return self._grouped(selected)
        return lambda _page: f"{self._called}Connection"

    def _grouped(self, selected: Selected) -> Shape:
        place = len(self._groups)
        grouped, shape = groups.read(self._items, self._label, self._end, selected)
        self._groups.append(grouped)
        return lambda page: shape(page.groups[place])

    def _info(self, asked: Asked) -> Shape:
        self._rows = True
        parts = [(each.key, each.name) for each in self._items.selecting.selected("PageInfo", asked)]
        self._cursors |= any(name in _CURSORS for _, name in parts)
        return named((key, _INFO[name]) for key, name in parts)

    def _each(self, asked: Asked) -> Shape:
        self._rows = True
        selected = self._items.selecting.selected(f"{self._called}Edge", asked)
        edge = named([(each.key, self._of_edge(each)) for each in selected])
        return lambda page: [edge((row, page)) for row in page.rows]

    def _of_edge(self, selected: Selected) -> Shape:
        name = selected.name
        if name == "cursor":
            self._cursors = True
            return lambda told: told[1].cursor(told[0])
        if name == "node":
            node = self._items.of(self._label, selected.asked, self._nodes)
            return lambda told: node(told[0][0])
        if name == "__typename":
            return lambda _told: f"{self._called}Edge"
        assert self._end  # noqa: S101  other lists have no edges of the graph
        carried = self._items.carried(self._end, selected, self._edges)
        return lambda told: carried(told[0][1])
