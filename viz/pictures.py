"""Every kind of file that a picture can be, by its ending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.errors import UsageError
from viz import exchange, network, network_sheets, page, paper, plots, timeline, timeline_page, timeline_sheets
from viz.composing import drawing
from viz.condensing import condensed

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.patterns.figures.statistics import Statistics
    from graph.pictured.subgraph import Subgraph
    from viz.drawing import Drawing
    from viz.sheets import Sheet


def _drawn(subgraph: Subgraph) -> Drawing:
    return drawing(condensed(subgraph))


def _on_paper(form: str) -> Callable[[Subgraph], bytes]:
    return lambda subgraph: network.draw(_drawn(subgraph), form)


def _bound(subgraph: Subgraph) -> bytes:
    whole = _drawn(subgraph)
    return paper.bound((each.graph for each in network_sheets.sheets(whole)), whole)


def _sheets(subgraph: Subgraph) -> list[Sheet]:
    return network_sheets.sheets(_drawn(subgraph))


def _one_sheet(sheets: Callable[[Subgraph], list[Sheet]], form: str) -> Callable[[int, Subgraph], bytes]:
    def draw(number: int, subgraph: Subgraph) -> bytes:
        found = sheets(subgraph)
        if number not in range(1, len(found) + 1):
            raise UsageError(f"there is no sheet {number}", way_out=f"the picture has {len(found)}")
        one = found[number - 1]
        return paper.finished(one.graph, one.drawing, form)

    return draw


def _to_move_in(subgraph: Subgraph) -> bytes:
    return page.page(_drawn(subgraph))


MAKERS: dict[str, Callable[[Subgraph], bytes]] = {
    ".html": _to_move_in,
    **{f".{form}": _on_paper(form) for form in paper.FORMS},
    ".pdf": _bound,
    ".gexf": exchange.gexf,
    ".graphml": exchange.graphml,
    ".json": exchange.as_json,
}
"""What makes a file with each ending; all that it shows, and all that comes with it, is of the subgraph."""

SHEETS: dict[str, Callable[[int, Subgraph], bytes]] = {f".{form}": _one_sheet(_sheets, form) for form in paper.FORMS}
"""What makes a file of one of the sheets of A4 that a picture takes, counted from 1, by the file's ending."""


def _timeline(form: str) -> Callable[[Subgraph], bytes]:
    return lambda subgraph: timeline.draw(subgraph, form)


def _timeline_bound(subgraph: Subgraph) -> bytes:
    whole = timeline.told(subgraph)
    return paper.bound((each.graph for each in timeline_sheets.sheets(whole)), whole.drawing)


def _timeline_sheets(subgraph: Subgraph) -> list[Sheet]:
    return timeline_sheets.sheets(timeline.told(subgraph))


TIMELINES: dict[str, Callable[[Subgraph], bytes]] = {
    ".html": timeline_page.page,
    **{f".{form}": _timeline(form) for form in paper.FORMS},
    ".pdf": _timeline_bound,
}
"""What makes a timeline of the rows of a subgraph, by the file's ending."""

TIMELINE_SHEETS: dict[str, Callable[[int, Subgraph], bytes]] = {
    f".{form}": _one_sheet(_timeline_sheets, form) for form in paper.FORMS
}
"""What makes a file of one of the sheets of A4 that a timeline takes, counted from 1, by the file's ending."""


def _plot(form: str) -> Callable[[Statistics, Subgraph], bytes]:
    return lambda figures, about: plots.draw(figures, about, form)


PLOTS: dict[str, Callable[[Statistics, Subgraph], bytes]] = {f".{form}": _plot(form) for form in paper.FORMS}
"""What makes a plot of an answer's figures, and of what is said of where they come from, by the file's ending."""
