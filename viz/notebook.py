"""Pictures in a notebook: after `%load_ext viz.notebook` what is drawn is what is shown.

An answer to a pattern shows the timelines of its matches, a part of the graph its network.
"""

from __future__ import annotations

from typing import Any

from graph.patterns.answer import Answer
from graph.pictured.answers import told
from graph.pictured.subgraph import Subgraph
from viz.pictures import MAKERS, TIMELINES

_FORM, _TYPE = ".svg", "image/svg+xml"


def load_ipython_extension(shell: Any) -> None:
    """Have a notebook show pictures; IPython calls it with itself."""
    formatter = shell.display_formatter.formatters[_TYPE]
    formatter.for_type(Answer, of_answer)
    formatter.for_type(Subgraph, of_part)


def of_answer(answer: Answer) -> str | None:
    """Return the timelines of an answer as SVG; None where nothing matches, so that it is shown in words."""
    return TIMELINES[_FORM](told(answer)).decode() if answer.matches else None


def of_part(part: Subgraph) -> str | None:
    """Return the network of a part of the graph as SVG; None where it is empty."""
    return MAKERS[_FORM](part).decode() if part.nodes else None
