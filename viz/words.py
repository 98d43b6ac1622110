"""What pictures say in words: labels of nodes and links, numbered sources; safe to print, whatever the data hold."""

from __future__ import annotations

import textwrap
import unicodedata
from typing import TYPE_CHECKING

from graph.ontology import registry
from graph.ontology.events import Event
from graph.ontology.links import edge_properties
from graph.ontology.values import UID
from graph.ontology.vocabulary import scheme

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.pictured.subgraph import Node, Tie

WIDTH, EVENT_WIDTH, LINE_WIDTH = 22, 30, 18
"""Characters on a line of a label: of a box, of an event's, which says more, and of what stands on a line."""
LONGEST = 160
"""Characters of a name that are shown; more tell a reader nothing."""

_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction of what follows, so that it reads as something else."""
OPPOSED, RIVALS = "✗", "≠"


def plain(text: str, longest: int = LONGEST) -> str:
    """Return text on one line without signs that don't print or turn what follows, cut where nobody reads on."""
    if not text.isprintable():  # no sign of those that do is one of those that are left out
        text = "".join(sign if _prints(sign) else " " for sign in text if sign not in _TURNING)
    short = " ".join(text.split())
    return short if len(short) <= longest else f"{short[: longest - 1]}…"


def _prints(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cc", "Cs", "Cn", "Co", "Zl", "Zp")


def wrapped(text: str, width: int = WIDTH) -> list[str]:
    """Return the lines of a label; a word that is longer than a line is broken."""
    shown = plain(text)
    return [shown] if len(shown) <= width else textwrap.wrap(shown, width)


def named(node: Node) -> str:
    """Return what a node is called; where it has no name, its uid stands for one."""
    return plain(node.name or node.uid)


def kind_word(kind: str) -> str:
    """Return the English word for a class of nodes."""
    return registry.label_class(kind).meaning.labels.en


def when(node: Node) -> str:
    """Return when an event happened, in the words of its date; "no date" where nobody says."""
    said = node.properties.get("date") or node.properties.get("relative_date")
    return plain(" ".join(str(part) for part in (said or "no date", node.properties.get("time", ""))))


def of_node(node: Node) -> list[str]:
    """Return the lines of a node's label: an event's date, the name, what never happened, what sources differ on."""
    width = width_of(node.kind)
    lines = [*([when(node)] if node.kind == Event.__name__ else []), *wrapped(named(node), width)]
    if not happened(node):
        lines.append(unreal(node))
    if node.conflicts:
        lines.extend(wrapped(f"{RIVALS} {', '.join(name.replace('_', ' ') for name in node.conflicts)}", width))
    return lines


def width_of(kind: str) -> int:
    """Return how many characters stand on a line in a box of a class."""
    return EVENT_WIDTH if kind == Event.__name__ else WIDTH


def happened(node: Node) -> bool:
    """Tell whether it happened, as far as anybody says; what is no event is there."""
    actual = Event.modality.default
    return bool(node.properties.get("modality", actual) == actual)


def unreal(node: Node) -> str:
    """Return in what other way than as a fact an event is spoken of, such as: (planned); "" for what happened."""
    return "" if happened(node) else f"({term_word('modalities', node.properties['modality'])})"


def opposed(by: str) -> str:
    """Return what is said of something that a party denies or disputes."""
    return f"{OPPOSED} opposed by {by}"


def of_tie(tie: Tie) -> str:
    """Return what a link says: its role, or its name where it has none."""
    link = registry.links(registry.class_of(tie.start))[tie.link]
    return plain(term_word(link.roles, tie.role) if link.roles and tie.role else link.meaning.labels.en)


def qualifying(tie: Tie, called: Callable[[str], str]) -> str:
    """Return what qualifies a link; `called` returns by its uid the name of an item that does."""
    if not tie.properties:
        return ""
    kinds = {name: stated.kind for name, stated in edge_properties().items()}
    said = ((name, called(value) if kinds.get(name) is UID else value) for name, value in tie.properties.items())
    return plain(", ".join(f"{name.replace('_', ' ')} {value}" for name, value in said))


def term_word(vocabulary: str, name: str) -> str:
    """Return the English word for a term of a vocabulary."""
    term = scheme(vocabulary).terms.get(name)
    return term.meaning.labels.en if term else plain(name)
