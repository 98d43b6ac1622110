"""Pages of lists as Relay asks for them, and the answer that tells where a page stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from graph.errors import UsageError
from graph.queries import order
from graph.queries.selection import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

USUAL = 50
"""Items of a page where no size is asked for."""

EXPECTED = 10
"""As how many such a page is counted beforehand: most links lead to fewer."""

LARGEST = 1000


def paged(said: Mapping[str, Any], mark: str) -> Paged:
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
    return Paged(Page(size, last is not None, after, before), mark)


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


@dataclass(frozen=True, slots=True)
class Paged:
    """A page of the list with a mark; one row more than it holds tells that the list goes on."""

    page: Page
    mark: str

    def rows(self, found: str) -> str:
        """Return an expression for its rows in the order of the list, given one for what a statement found."""
        kept = f"{found}[0][:{self.page.size}]"
        return f"{kept}[::-1]" if self.page.backwards else kept

    def answered(self, found: Any) -> Answered:
        """Return the page that a statement found."""
        rows, total, groups = found
        page, more, kept = self.page, len(rows) > self.page.size, rows[: self.page.size]
        if page.backwards:
            return Answered(kept[::-1], total, self.mark, bool(page.before), more, groups)
        return Answered(kept, total, self.mark, more, bool(page.after), groups)
