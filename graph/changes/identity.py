"""Who is who: decisions that two uids mean the same or not, names that a uid had, and what follows from them.

A decision is a record that can be taken back. `same` joins: claims about and to either hang on one node,
the cluster's, so that every answer is about both. `different` keeps apart, and a chain of `same` that
would join what a `different` keeps apart is refused with the chain. `unsure` is a note for the next
reader. A renaming is a decision as well: the old uid goes on meaning the node.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SAME, DIFFERENT, UNSURE, RENAMED = "same", "different", "unsure", "renamed"


@dataclass(frozen=True, slots=True)
class Decision:
    """That `one` and `other` are the same, different, or perhaps the same; renamed: `one` is called `other` now.

    `run` and `undone_by` are the commands that made it and took it back, so that a repeat knows its own work.
    """

    number: int
    verdict: str
    one: str
    other: str
    because: str
    recorded: str
    run: str = ""
    undone: str | None = None
    undone_by: str | None = None

    @property
    def uid(self) -> str:
        """The name by which it is taken back."""
        return f"decision/{self.number}"


def _joined(decisions: Iterable[Decision]) -> dict[str, set[str]]:
    """Return for each uid those that a decision joins it to directly."""
    neighbours: dict[str, set[str]] = defaultdict(set)
    for decision in decisions:
        if decision.verdict in (SAME, RENAMED):
            neighbours[decision.one].add(decision.other)
            neighbours[decision.other].add(decision.one)
    return neighbours


def _reached(neighbours: dict[str, set[str]], start: str) -> dict[str, str]:
    """Return everything joined to `start`, each with the uid that it was reached from."""
    reached, waiting = {start: ""}, deque([start])
    while waiting:
        here = waiting.popleft()
        for there in sorted(neighbours.get(here, set()) - reached.keys()):
            reached[there] = here
            waiting.append(there)
    return reached


def names(decisions: list[Decision]) -> dict[str, str]:
    """Return for each uid that is not its cluster's own the one that is: the newest name, else the first in order."""
    neighbours = _joined(decisions)
    newest = {each.other: each.number for each in decisions if each.verdict == RENAMED}
    chosen: dict[str, str] = {}
    for uid in neighbours:
        if uid not in chosen:
            cluster = _reached(neighbours, uid)
            own = max(sorted(cluster), key=lambda member: newest.get(member, 0))
            chosen |= dict.fromkeys(cluster, own)
    return {uid: own for uid, own in chosen.items() if uid != own}


def contradiction(decisions: list[Decision]) -> tuple[Decision, list[str]] | None:
    """Return a `different` between two uids that a chain of `same` joins, and the chain; None if there is none."""
    neighbours = _joined(decisions)
    for decision in decisions:
        if decision.verdict == DIFFERENT:
            reached = _reached(neighbours, decision.one)
            if decision.other in reached:
                chain = [decision.other]
                while reached[chain[-1]]:
                    chain.append(reached[chain[-1]])
                return decision, chain[::-1]
    return None
