"""What holds for the items of a file, or of a run of them, unless they say otherwise: written once.

A file's `defaults` are its sources. A run is an entry of a list of items that is itself
`{defaults: {...}, <plural>: [items]}`; its defaults may be whatever an item of the class may say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph.ontology import registry
from importers.citations import Cited

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.ontology.entity import Entity
    from graph.problems import At
    from importers.reading import Reader

KEY = "defaults"


@dataclass(frozen=True, slots=True)
class Defaults:
    """Properties and links that items have, and what they cite; `at` is the place of the former."""

    at: At = ()
    said: dict[str, Any] = field(default_factory=dict)
    cited: Cited = field(default_factory=Cited)

    def fields(self, at: At, item: dict[str, Any]) -> Iterator[tuple[At, str, Any]]:
        """Yield the properties and links of an item, its own and those by default, with their places."""
        yield from (((*at, name), name, raw) for name, raw in item.items())
        yield from (((*self.at, name), name, raw) for name, raw in self.said.items() if name not in item)


def of_file(reader: Reader, data: dict[str, Any]) -> Defaults:
    """Read the defaults of a whole file, if it has any."""
    raw = data.get(KEY, {})
    if not isinstance(raw, dict) or (KEY in data and not raw):
        reader.problems.refuse((KEY,), raw, "defaults of a file: {sources: {source: source/..., standing: documented}}")
        return Defaults()
    reader.refuse_unknown((KEY,), raw, ("sources",), "sources, as all that a file may have by default")
    return Defaults(cited=Cited().by_default(reader, (KEY,), raw))


def of_run(reader: Reader, at: At, cls: type[Entity], raw: Any, around: Defaults) -> Defaults:
    """Read the defaults of a run of items; `around` are those of the file."""
    plural = cls.plural.replace("_", " ")
    if not isinstance(raw, dict) or not raw:
        reader.problems.refuse(at, raw, f"what the {plural} of the run have in common: {{sources: ..., ...}}")
        return Defaults(at, cited=around.cited)
    known = ("sources", *registry.properties(cls), *registry.links(cls))
    reader.refuse_unknown(at, raw, known, f"a field that several {plural} may share")
    said = {name: one for name, one in raw.items() if name != "sources" and name in known}
    return Defaults(at, said, around.cited.by_default(reader, at, raw))
