"""What case files say together, gathered file by file, so that memory doesn't grow with what they claim.

Claims are spooled and the rest of a file is let go. Where a place in it is asked for, which is only when
something is wrong, the file is read again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.changes.batches import Dataset
from graph.errors import InputRefused
from graph.problems import Place, Problem, nearest_uid, path_text
from graph.store.spool import Spool, database
from importers import casefile, marks
from importers.document import Document
from importers.doubts import Doubting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from graph.problems import At
    from importers.casefile import CaseFile
    from importers.doubts import Doubt

UNKNOWN = "a uid of these files or of the graph"

SUGGESTED = 100
"""For so many unknown uids of a file it is looked who may be meant; more of them miss a whole file."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that was read, and what it calls its dataset and version."""

    path: Path
    dataset: str
    version: str

    def problem(self, at: At, value: str, expected: str, suggestion: str = "") -> Problem:
        """Return a problem with a part of the file, at its place."""
        return Problem(Document(self.path).place(at), path_text(at), value, expected, suggestion)


class Gathered:
    """The files that were read well, what they claim, and all that is wrong or doubtful about any."""

    def __init__(self) -> None:
        """Begin with no file."""
        self.files: list[File] = []
        self.errors: list[Problem] = []
        self.warnings: list[Problem] = []
        self.declared: set[str] = set()
        self._mentioned: set[str] = set()
        self._whole = True
        self._first: dict[str, File] = {}
        self._marked: dict[tuple[str, tuple[str, ...]], File] = {}
        self._database = database()
        self._spools: dict[str, Spool] = {}
        self._doubting = Doubting()

    def read(self, path: Path) -> CaseFile | None:
        """Read a file, keep what it says, and return it; what is wrong with it is among `errors`."""
        try:
            case = casefile.read(Document(path))
        except InputRefused as refused:
            self.miss(refused.problems)
            return None
        for problem in case.problems.found:
            (self.errors if problem.severity == "error" else self.warnings).append(problem)
        file = File(path, case.dataset, case.version)
        self.files.append(file)
        self.declared |= case.items.keys()
        self._mentioned |= case.references.keys()
        self._compare(file, case)
        self._doubting.add(path, case)
        if case.dataset not in self._spools:
            self._spools[case.dataset] = Spool((), case.dataset, self._database)
        self._spools[case.dataset].add(case.claims)
        return case

    def miss(self, problems: Iterable[Problem]) -> None:
        """Note why a file or folder can't be read; what it declares isn't known then."""
        self.errors.extend(problems)
        self._whole = False

    def outside(self) -> set[str]:
        """Return the uids that the files mention and none declares; none where a file that may couldn't be read."""
        return self._mentioned - self.declared if self._whole else set()

    def names(self) -> set[str]:
        """Return what the datasets are called."""
        return set(self._spools)

    def _compare(self, file: File, case: CaseFile) -> None:
        """Refuse what no two files may say: one dataset in two versions, one passage marked twice."""
        first = self._first.setdefault(file.dataset, file)
        if file.version != first.version:
            expected = f"version {first.version or '(none)'} of {file.dataset}, as {first.path} has"
            self.errors.append(file.problem(("version",), file.version, expected))
        for mark in case.marks:
            other = self._marked.setdefault((mark.source, marks.words(mark.section)), file)
            if other is not file:
                expected = f"a passage of {mark.source} that no other file marks; {other.path} does"
                self.errors.append(file.problem((*mark.at, "section"), mark.section, expected))

    def datasets(self) -> Iterator[Dataset]:
        """Yield what the files say, dataset by dataset."""
        for name, spool in self._spools.items():
            digest = spool.digest()
            yield Dataset(name, self._first[name].version or digest[:12], spool, digest)

    def doubts(self) -> list[Doubt]:
        """Return the warnings about what the files say together."""
        return self._doubting.doubts()

    def unknown(self, uids: set[str], known: Iterable[str] = ()) -> list[Problem]:
        """Return for each file the uids of these that it mentions, each at the first place where it does.

        One that is declared, or `known` elsewhere, may be meant by each.
        """
        meant = sorted(self.declared.union(known) - uids)
        found = [problem for file in self.files for problem in _unknown(file, uids, meant)]
        moved = uids - {problem.value for problem in found}
        return [*found, *(Problem(Place("the files as they were read"), "uid", uid, UNKNOWN) for uid in sorted(moved))]

    def version_of(self, dataset: str) -> tuple[File, At]:
        """Return where the version of a dataset stands."""
        return self._first[dataset], ("version",)


def _unknown(file: File, uids: set[str], meant: list[str]) -> Iterator[Problem]:
    case = casefile.read(Document(file.path))
    for number, uid in enumerate(uid for uid in case.references if uid in uids):
        at = case.references[uid]
        suggestion = nearest_uid(uid, meant) if number < SUGGESTED else ""
        yield Problem(case.document.place(at), path_text(at), uid, UNKNOWN, suggestion)
