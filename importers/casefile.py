"""A case file's data to claims, with every problem found at once.

The keys of a file are the plural names of the node classes; all that an item may say comes from the
ontology. An item's `sources` hold for whatever it says and doesn't source itself; each citation makes
a claim of its own. Nothing is written here, and the graph is not asked: `references` tells which uids
must be known elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph.claims.claim import Citation
from graph.ontology import registry
from graph.ontology.values import TEXT, UID
from graph.problems import At, Problems
from importers import defaults, marks, opacity
from importers.citations import Cited
from importers.defaults import Defaults
from importers.reading import Reader
from importers.statements import Statements

if TYPE_CHECKING:
    from graph.claims.claim import Claim
    from graph.ontology.entity import Entity
    from importers.document import Document
    from importers.marks import Mark

HEAD = ("dataset", "version", defaults.KEY, "reading")
"""The keys of a file that are no lists of items; no class may have one of them as its plural."""


@dataclass(slots=True)
class CaseFile:
    """What one file says; without a `dataset` it is one of its own, without a `version` each change is one."""

    document: Document
    dataset: str = ""
    version: str = ""
    claims: list[Claim] = field(default_factory=list)
    items: dict[str, At] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    reader: Reader = field(init=False)

    def __post_init__(self) -> None:
        """Let problems name places of this file."""
        self.reader = Reader(Problems(lambda at, key: self.document.place(at, key=key)))

    @property
    def problems(self) -> Problems:
        """All that is wrong with the file."""
        return self.reader.problems

    @property
    def references(self) -> dict[str, At]:
        """Each uid that the file mentions, with the first place where it does."""
        return self.reader.references


def read(document: Document) -> CaseFile:
    """Read all that a document says as a case file; look at `problems` before anything else."""
    case = CaseFile(document)
    if not isinstance(document.data, dict) or not document.data:
        case.problems.refuse((), None, "a case file: dataset, version, and lists such as persons: or events:")
        return case
    classes = registry.by_plural()
    case.reader.refuse_unknown((), document.data, (*HEAD, *classes), "a key of a case file, like persons or events")
    case.dataset = _name(case, "dataset", document.data.get("dataset", document.stem))
    case.version = _name(case, "version", document.data["version"]) if "version" in document.data else ""
    of_file = defaults.of_file(case.reader, document.data)
    for key, cls in classes.items():
        if key in document.data:
            _section(case, (key,), cls, document.data[key], of_file)
    if "reading" in document.data:
        case.marks = marks.read(case.reader, ("reading",), document.data["reading"])
    # A mistake in defaults is met by each item that takes them over.
    case.problems.found[:] = case.problems.in_order()
    return case


def _name(case: CaseFile, key: str, raw: Any) -> str:
    """Return what dataset or version is called: text or a whole number."""
    return str(raw) if type(raw) is int else case.reader.text((key,), TEXT, raw)


def _section(case: CaseFile, at: At, cls: type[Entity], items: Any, around: Defaults) -> None:
    if not isinstance(items, list):
        case.problems.refuse(at, items, f"a list of {cls.plural.replace('_', ' ')}, each beginning with: - uid:")
        return
    for number, item in enumerate(items):
        if isinstance(item, dict) and defaults.KEY in item and not around.at:
            _run(case, (*at, number), cls, item, around)
        else:
            _item(case, (*at, number), cls, item, around)


def _run(case: CaseFile, at: At, cls: type[Entity], run: dict[str, Any], around: Defaults) -> None:
    """Read a run of items that have something in common."""
    case.reader.refuse_unknown(at, run, (defaults.KEY, cls.plural))
    common = defaults.of_run(case.reader, (*at, defaults.KEY), cls, run[defaults.KEY], around)
    # What no item takes over is read as well, so that its mistakes are told.
    any_source = Defaults(cited=Cited(common.cited.citations or (Citation(),), common.cited.base))
    list(Statements(case.reader, cls, "", any_source).claims(common.at, common.said))
    _section(case, (*at, cls.plural), cls, run.get(cls.plural), common)


def _item(case: CaseFile, at: At, cls: type[Entity], item: Any, around: Defaults) -> None:
    if not isinstance(item, dict) or "uid" not in item:
        case.problems.refuse(at, item, f"an item with a uid, like uid: {cls.prefix}/...")
        return
    uid = _own_uid(case, (*at, "uid"), cls, item["uid"])
    if not uid:
        return
    before = len(case.problems.found)
    claims = list(Statements(case.reader, cls, uid, around).claims(at, item))
    if not claims and len(case.problems.found) == before:
        case.problems.refuse(at, uid, "at least one property or link that says something of it")
    if told := opacity.told_by_uid(cls, uid, claims):
        tells = " ".join(sorted(told))
        expected = f"an opaque uid, like {cls.prefix}/p-7f3k2: this one tells {tells!r}, which is closed"
        case.problems.refuse((*at, "uid"), uid, expected)
    case.claims.extend(claims)


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
