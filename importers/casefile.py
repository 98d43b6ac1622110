"""A case file's data to claims, with every problem found at once.

The keys of a file are the plural names of the node classes; all that an item may say comes from the
ontology. An item's `sources` hold for whatever it says and doesn't source itself; each citation makes
a claim of its own. Nothing is written here, and the graph is not asked: `references` tells which uids
must be known elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph.ontology import registry
from graph.ontology.values import UID
from graph.problems import At, Problems, nearest
from importers.statements import Statements

if TYPE_CHECKING:
    from graph.claims import Claim
    from graph.ontology.entity import Entity
    from importers.document import Document

_HEAD = ("dataset", "version")


@dataclass(slots=True)
class CaseFile:
    """What one file says. `references` maps each uid that it mentions to the first place where it does.

    `version` is "" where the file states none: then each change of it is a version of its own.
    """

    document: Document
    dataset: str
    version: str
    claims: list[Claim] = field(default_factory=list)
    items: dict[str, At] = field(default_factory=dict)
    references: dict[str, At] = field(default_factory=dict)
    problems: Problems = field(init=False)

    def __post_init__(self) -> None:
        """Let problems name places of this file."""
        self.problems = Problems(lambda at, key: self.document.place(at, key=key))


def read(document: Document) -> CaseFile:
    """Read all that a document says as a case file; look at `problems` before anything else."""
    case = CaseFile(document, *_head(document))
    if not isinstance(document.data, dict) or not document.data:
        case.problems.refuse((), None, "a case file: dataset, version, and lists such as persons: or events:")
        return case
    for key in _HEAD:
        if key in document.data and not (isinstance(document.data[key], str | int) and document.data[key]):
            case.problems.refuse((key,), document.data[key], f"the {key}'s name or number")
    classes = registry.by_plural()
    for key, items in document.data.items():
        if key in classes:
            _section(case, key, classes[key], items)
        elif key not in _HEAD:
            known = [*_HEAD, *classes]
            case.problems.refuse(
                (key,), None, "a key of a case file, like persons or events", nearest(str(key), known), key=True
            )
    return case


def _head(document: Document) -> tuple[str, str]:
    """Return dataset and version; a file without a dataset is one of its own, named after the file."""
    data = document.data if isinstance(document.data, dict) else {}
    return str(data.get("dataset") or document.stem), str(data.get("version") or "")


def _section(case: CaseFile, key: str, cls: type[Entity], items: Any) -> None:
    if not isinstance(items, list):
        case.problems.refuse((key,), items, f"a list of {key.replace('_', ' ')}, each beginning with: - uid:")
        return
    for number, item in enumerate(items):
        _item(case, (key, number), cls, item)


def _item(case: CaseFile, at: At, cls: type[Entity], item: Any) -> None:
    if not isinstance(item, dict) or "uid" not in item:
        case.problems.refuse(at, item, f"an item with a uid, like uid: {cls.prefix}/...")
        return
    uid = _own_uid(case, (*at, "uid"), cls, item["uid"])
    if not uid:
        return
    Statements(case, cls, uid).read(at, item)


def _own_uid(case: CaseFile, at: At, cls: type[Entity], raw: Any) -> str:
    """Return the uid of an item that the file declares; "" if it can't be one."""
    try:
        uid = str(UID.read(raw))
    except ValueError:
        case.problems.refuse(at, raw, f"a uid: {cls.prefix}/ and small letters, digits, dots or hyphens")
        return ""
    if not uid.startswith(f"{cls.prefix}/"):
        case.problems.refuse(at, uid, f"a uid that begins with {cls.prefix}/, as all {cls.plural.replace('_', ' ')} do")
        return ""
    if uid in case.items:
        case.problems.refuse(at, uid, f"a uid of its own; {case.document.place(case.items[uid])} has it already")
        return ""
    case.items[uid] = at
    return uid
