"""Pages of lists as Relay asks for them, and the answer that tells where a page stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from graph.errors import UsageError
from graph.queries import order
from graph.selection import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

USUAL = 50
"""Items of a page where no size is asked for."""

EXPECTED = 10
"""As how many such a page is counted beforehand: most links lead to fewer."""

LARGEST = 1000


def page(said: Mapping[str, Any], mark: str) -> Page:
    """Return the page that `first`, `after`, `last` and `before` ask for of the list with a mark."""
    first, last = said.get("first"), said.get("last")
    if first is not None and last is not None:
        raise UsageError("first and last are asked for at once", way_out="ask for one of them")
    for name, size in (("first", first), ("last", last)):
        if size is not None and not 0 <= size <= LARGEST:
            raise UsageError(f"{name} is {size}", way_out=f"give a number from 0 to {LARGEST}")
    size = next((each for each in (first, last) if each is not None), USUAL)
    after, before = (
        order.opened(said[name], mark) if said.get(name) is not None else () for name in ("after", "before")
    )
    return Page(size, last is not None, after, before)


def expected(said: Mapping[str, Any]) -> int:
    """Return as how many items a page is counted before it is asked for."""
    return next((said[name] for name in ("first", "last") if said.get(name) is not None), EXPECTED)


class Answered(NamedTuple):
    """A page as it is answered: its rows in the order of the list, and where it stands."""

    rows: list[Any]
    total: int | None
    mark: str
    has_next: bool
    has_previous: bool
    groups: list[Any]

    def cursor(self, row: Any) -> str:
        """Return the place of a row, which has one only where cursors were asked for."""
        return order.sealed(self.mark, row[2])


def answered(page: Page, mark: str, found: Any) -> Answered:
    """Return the page that a statement found: one row more than it holds says that the list goes on."""
    rows, total, groups = found
    more = len(rows) > page.size
    kept = rows[: page.size]
    if page.backwards:
        return Answered(kept[::-1], total, mark, bool(page.before), more, groups)
    return Answered(kept, total, mark, more, bool(page.after), groups)
