"""Who may see what: marks on the ontology and on claims, and what each reader sees of derived values.

A claim is as closed as the closest of its class, its property or link, and its own mark. What is shown is
derived once for everybody and again for each level that sees more: a value that differs stands beside the
public one as `<name>__restricted` or `<name>__secret`; an item or edge that only a level sees says so in
`sensitivity`. So a reader's filters and counts touch nothing that is hidden from that reader.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, LiteralString

from graph.ontology import registry
from graph.ontology.meaning import SENSITIVITIES, Sensitivity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph.ontology.entity import Entity
    from graph.unit import Unit

PUBLIC, *_, ALL = SENSITIVITIES


def sensitivity(cls: type[Entity], name: str, mark: str | None) -> Sensitivity:
    """Return how closed a claim on a property or link of the class is, with its own mark."""
    said = registry.properties(cls).get(name) or registry.links(cls).get(name)
    marks = {cls.meaning.sensitivity, said.meaning.sensitivity if said else PUBLIC, mark}
    return next((mark for mark in reversed(SENSITIVITIES) if mark in marks), PUBLIC)


def column(name: str, level: Sensitivity) -> str:
    """Return the stored name of a property's value as a level sees it, where it differs from what others see."""
    return name if level == PUBLIC else f"{name}__{level}"


def property_of(column: str) -> str:
    """Return the name of the property of which a stored name holds a value."""
    return column.partition("__")[0]


CLOSED = tuple(column("", level) for level in SENSITIVITIES[1:])
"""How the stored names of values end that only some levels see."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who may see up to `level`; `variants` are the columns that hold values for some levels only."""

    level: Sensitivity = PUBLIC
    variants: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def levels(self) -> tuple[Sensitivity, ...]:
        """What the reader may see, least closed first."""
        return SENSITIVITIES[: SENSITIVITIES.index(self.level) + 1]

    def may_see(self, cls: type[Entity], name: str, mark: str | None) -> bool:
        """Tell whether the reader may see a claim on a property or link of the class, with its own mark."""
        return sensitivity(cls, name, mark) in self.levels

    def value(self, alias: str, name: str) -> str:
        """Return Cypher for a property as this reader sees it; plain, and so indexed, where none differs."""
        seen = [column(name, level) for level in reversed(self.levels)]
        differing = [each for each in seen[:-1] if each in self.variants]
        return (
            f"coalesce({', '.join(f'{alias}.{each}' for each in (*differing, name))})"
            if differing
            else f"{alias}.{name}"
        )

    def seen(self, stored: Mapping[str, Any]) -> dict[str, Any]:
        """Return the properties of an item or edge, as they are stored, as this reader sees them."""
        found = {name: value for name, value in stored.items() if not name.endswith(CLOSED)}
        for level in self.levels[1:]:
            ending = column("", level)
            found |= {name.removesuffix(ending): value for name, value in stored.items() if name.endswith(ending)}
        return found

    def may_know(self, stored: Mapping[str, Any]) -> bool:
        """Tell whether this reader may know of an item or edge with these properties at all."""
        return stored.get("sensitivity", PUBLIC) in self.levels

    def sees(self, *aliases: str) -> str:
        """Return Cypher that is true where this reader may know of all these items and edges."""
        if "sensitivity" not in self.variants or self.level == ALL:
            return "true"
        hidden = [f"'{level}'" for level in SENSITIVITIES if level not in self.levels]
        return " AND ".join(
            f"NOT coalesce({alias}.sensitivity, 'public') IN [{', '.join(hidden)}]" for alias in aliases
        )


EVERYBODY = Reader()
"""Sees what is stored for everybody: all there is of what no closed claim touches."""

COLUMNS: LiteralString = "CALL db.propertyKeys() YIELD propertyKey AS name"
"""Yields the names of all columns that were ever stored: there is one before anything that stands in it is."""


def variants(names: Iterable[str]) -> frozenset[str]:
    """Return those columns that hold values for some levels only."""
    return frozenset(name for name in names if name.endswith(CLOSED) or name == "sensitivity")


def reader(unit: Unit, level: Sensitivity) -> Reader:
    """Return a reader of the level for the graph as it is now."""
    return Reader(level, variants(unit.value(f"{COLUMNS} RETURN collect(name)")))
