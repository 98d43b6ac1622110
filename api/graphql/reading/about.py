"""Which claims on an item are wanted, by what they speak of: properties and links by their names."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from api.graphql.members import members
from graph.errors import UsageError
from graph.problems import nearest
from graph.queries import fields
from graph.queries.condition import AllOf, Compared
from graph.queries.fields import CLAIM_COLUMNS, Column, End

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.queries.condition import Condition


def about(label: str, names: Sequence[str] | None) -> Condition:
    """Return that claims speak of one of these, of all where none is given; UsageError for what the item can't have."""
    if names is None:
        return AllOf(())
    known = _known(label)
    for name in names:
        if name not in known:
            hint = nearest(name, known) or "give the name of a property or link"
            raise UsageError(f"about {name!r}: {label} has no such property or link", way_out=hint)
    return Compared(CLAIM_COLUMNS["field"], "in", tuple(known[name] for name in names))


@cache
def _known(label: str) -> dict[str, str]:
    """Return the properties and links of items with a label, as claims call them, by either name."""
    return dict(_named(label))


def _named(label: str) -> Iterator[tuple[str, str]]:
    for cls in fields.members(label):
        for name, member in members(cls).items():
            if isinstance(member, Column):
                yield from ((name, member.name), (member.name, member.name))
            elif isinstance(member, End) and not member.backwards:
                yield from ((name, member.link.name), (member.link.name, member.link.name))
