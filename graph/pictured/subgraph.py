"""A part of the graph as it leaves the house: what a picture or a file is made of, and nothing else.

`graph.share` makes what may leave of what was found, so everything that could be seen in a picture, its metadata
or the table beside it stands here: no renderer looks into the database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Cited:
    """A place in a source: uids of the source, of who says so and of where it is quoted, "" for none."""

    source: str
    locator: str
    standing: str
    by: str = ""
    quoted_in: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """An item. `kind` is the name of its class, `name` what a reader may call it.

    `earliest` and `latest` are the ISO days between which an event lies, None where nothing bounds it;
    `conflicts` names the properties with rival claims, `denied_by` who denies what is said of it.
    """

    uid: str
    kind: str
    name: str
    properties: dict[str, Any] = field(default_factory=dict)
    earliest: str | None = None
    latest: str | None = None
    standing: str = ""
    conflicts: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    citations: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """One link from `start` to `end`, by its name in the ontology and in the direction that it is stored in."""

    start: str
    link: str
    end: str
    role: str = ""
    standing: str = ""
    conflict: bool = False
    properties: dict[str, Any] = field(default_factory=dict)
    denied_by: tuple[str, ...] = ()
    citations: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a timeline: events of one subject in order; `aligned` is the one that rows are laid under.

    `gaps` are from which event to which, how many days at least, and at most, None where nothing bounds them.
    """

    subject: str
    events: tuple[str, ...]
    aligned: str = ""
    certain: bool = True
    gaps: tuple[tuple[str, str, int, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Subgraph:
    """Nodes and the ties between them; `focus` are the nodes that were asked for, `left_out` says what is missing.

    `sources` are the documents and parties that citations and denials name and that aren't among the nodes, and who
    published them; the ties that say so are among the ties.
    `places` are all that the graph has: nothing shows them, but a gate must know who is called after one.
    `datasets` are the versions that it rests on; `asked` is what was asked, as it can be asked again.
    """

    title: str
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    focus: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    sources: tuple[Node, ...] = ()
    places: tuple[Node, ...] = ()
    datasets: tuple[tuple[str, str], ...] = ()
    as_of: str = ""
    asked: dict[str, Any] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
