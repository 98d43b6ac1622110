"""Sequences of events as data: what a pattern is, how the database finds it, what an answer says.

Whoever works in Python finds here all that is needed: `pattern` takes one that ships, `read` one of one's own, `match`
asks a graph, `count` and `first_page` no more of it than is wanted, `frame` makes a data frame of the answer.
docs/answers.md shows it.
"""

from graph.patterns.answer import Answer
from graph.patterns.frames import frame
from graph.patterns.language.model import Pattern
from graph.patterns.library import names, pattern, read
from graph.patterns.matches import Match
from graph.patterns.matching import match
from graph.patterns.pages import count, first_page
from graph.patterns.question import Question

__all__ = (
    "Answer",
    "Match",
    "Pattern",
    "Question",
    "count",
    "first_page",
    "frame",
    "match",
    "names",
    "pattern",
    "read",
)
