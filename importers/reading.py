"""Values, uids and keys of one file: each is read, or its problem is noted with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph.ontology import registry
from graph.ontology.values import UID
from graph.problems import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.claims.claim import Citation
    from graph.ontology.values import Kind, Value
    from graph.problems import At, Problems


@dataclass(slots=True)
class Reader:
    """Reads parts of a file; `references` and `cited` tell the first place of each uid and citation that it met."""

    problems: Problems
    references: dict[str, At] = field(default_factory=dict)
    cited: dict[Citation, At] = field(default_factory=dict)
    _prefixes: dict[tuple[str, ...], list[str]] = field(default_factory=dict)
    """Asked of the ontology once per file: it is asked for every uid, and may grow between files."""

    def value(self, at: At, kind: Kind, raw: Any) -> Value | None:
        """Return what a value reads as; None where it doesn't, which is noted."""
        try:
            value = kind.read(raw)
        except ValueError as error:
            self.problems.misread(at, raw, error)
            return None
        if advice := kind.advice(value):
            self.problems.warn(at, raw, advice)
        return value

    def text(self, at: At, kind: Kind, raw: Any) -> str:
        """Return what a text reads as; "" where it doesn't, which is noted."""
        return str(self.value(at, kind, raw) or "")

    def uid(self, at: At, raw: Any, *labels: str) -> str:
        """Return the uid of an item that has one of these labels; "" where it can't be one, which is noted."""
        uid = self.text(at, UID, raw)
        if not uid:
            return ""
        prefix = uid.partition("/")[0]
        admitted = self._admitted(labels)
        if prefix not in admitted:
            self.problems.refuse(at, uid, f"a uid of {', '.join(admitted)}", nearest(prefix, admitted))
            return ""
        self.references.setdefault(uid, at)
        return uid

    def _admitted(self, labels: tuple[str, ...]) -> list[str]:
        """Return the prefixes of uids of items that have one of these labels."""
        if labels not in self._prefixes:
            classes = tuple(map(registry.label_class, labels))
            self._prefixes[labels] = [name for name, cls in registry.by_prefix().items() if issubclass(cls, classes)]
        return self._prefixes[labels]

    def refuse_unknown(self, at: At, said: dict[str, Any], known: Iterable[str], expected: str = "") -> None:
        """Note every key of `said` that isn't known."""
        names = list(known)
        for name in said:
            if name not in names:
                wanted = expected or f"one of {', '.join(names)}"
                self.problems.refuse((*at, name), None, wanted, nearest(name, names), key=True)


def each(at: At, raw: Any) -> list[tuple[At, Any]]:
    """Return one value, or each of a list, with its place."""
    return [((*at, n), one) for n, one in enumerate(raw)] if isinstance(raw, list) else [(at, raw)]
