"""Case files into the graph: all of them or none, with every problem of every file told at once."""

from __future__ import annotations

import os
from collections import defaultdict
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from graph import batches
from graph import preview as previewing
from graph.batches import Dataset, Outcome, UnknownItems, VersionTaken
from graph.errors import InputRefused
from graph.problems import Place, Problem, nearest_uid, path_text
from importers import casefile, marks
from importers.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.engine import Engine
    from graph.preview import Preview
    from importers.casefile import CaseFile

ENDINGS = (".yaml", ".yml", ".json")


def load(engine: Engine, cases: list[CaseFile]) -> list[Outcome]:
    """Load what `read` has read as one change. Raises InputRefused with all problems; then the graph is as before."""
    with _placed(cases):
        return batches.load(engine, datasets(cases))


def preview(engine: Engine, cases: list[CaseFile]) -> Preview:
    """Return what `load` would do, with the graph as before. Raises InputRefused with all problems."""
    with _placed(cases):
        return previewing.preview(engine, datasets(cases))


@contextmanager
def _placed(cases: list[CaseFile]) -> Iterator[None]:
    """Tell what the graph refuses with its places in the files."""
    try:
        yield
    except UnknownItems as unknown:
        raise _refused(list(_unknown(cases, unknown))) from unknown
    except VersionTaken as taken:
        raise _refused([_taken(cases, taken)]) from taken


def read(paths: Iterable[Path]) -> list[CaseFile]:
    """Read files and folders of them as case files; raise InputRefused with all problems of all files."""
    problems: list[Problem] = []
    cases = []
    for path in _files(paths, problems):
        try:
            cases.append(casefile.read(Document(path)))
        except InputRefused as refused:
            problems.extend(refused.problems)
    problems.extend(problem for case in cases for problem in case.problems.found if problem.severity == "error")
    problems.extend((*_versions_apart(cases), *_marked_twice(cases)))
    if problems:
        raise _refused(problems)
    return cases


def _refused(problems: list[Problem]) -> InputRefused:
    many = f"{len(problems)} problems" if len(problems) > 1 else "1 problem"
    return InputRefused(f"nothing was loaded: {many}", problems, way_out="mend the places named, then load again")


def _files(paths: Iterable[Path], problems: list[Problem]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        inside = _inside(path, problems) if path.is_dir() else [path]
        if not inside and all(problem.place.file != str(path) for problem in problems):
            problems.append(Problem(Place(str(path)), "file", "", f"a folder with case files ({', '.join(ENDINGS)})"))
        found.extend(each for each in inside if each not in found)
    return found


def _inside(folder: Path, problems: list[Problem]) -> list[Path]:
    """Return the case files of a folder and those below it; one that can't be looked into is told."""

    def unreadable(error: OSError) -> None:
        problems.append(Problem(Place(error.filename), "file", "", f"a folder that can be read ({error.strerror})"))

    names = (Path(here, name) for here, _, files in os.walk(folder, onerror=unreadable) for name in files)
    return sorted(each for each in names if each.suffix in ENDINGS)


def _by_dataset(cases: list[CaseFile]) -> dict[str, list[CaseFile]]:
    together = defaultdict(list)
    for case in cases:
        together[case.dataset].append(case)
    return together


def _versions_apart(cases: list[CaseFile]) -> Iterable[Problem]:
    """Files of one dataset are one version of it."""
    for dataset, parts in _by_dataset(cases).items():
        first = parts[0]
        for other in parts[1:]:
            if other.version != first.version:
                expected = f"version {first.version or '(none)'} of {dataset}, as {first.document.name} has"
                yield Problem(other.document.place(("version",)), "version", other.version, expected)


def _marked_twice(cases: list[CaseFile]) -> Iterable[Problem]:
    """Tell the passages that two files mark."""
    first: dict[tuple[str, tuple[str, ...]], CaseFile] = {}
    for case in cases:
        for mark in case.marks:
            other = first.setdefault((mark.source, marks.words(mark.section)), case)
            if other is not case:
                expected = f"a passage of {mark.source} that no other file marks; {other.document.name} does"
                at = (*mark.at, "section")
                yield Problem(case.document.place(at), path_text(at), mark.section, expected)


def datasets(cases: list[CaseFile]) -> list[Dataset]:
    """Return what the files say together, dataset by dataset."""
    found = []
    for name, parts in _by_dataset(cases).items():
        claims = {claim.uid: claim for case in parts for claim in case.claims}
        digest = sha256("".join(sorted(claims)).encode()).hexdigest()
        found.append(Dataset(name, parts[0].version or digest[:12], tuple(claims.values()), digest))
    return found


def _unknown(cases: list[CaseFile], unknown: UnknownItems) -> Iterable[Problem]:
    declared = [uid for case in cases for uid in case.items]
    for case in cases:
        for uid in sorted(unknown.uids & case.references.keys()):
            at = case.references[uid]
            expected = "a uid of these files or of the graph"
            yield Problem(case.document.place(at), path_text(at), uid, expected, nearest_uid(uid, declared))


def _taken(cases: list[CaseFile], taken: VersionTaken) -> Problem:
    batch = taken.batch
    case = next(case for case in cases if case.dataset == batch.dataset)
    expected = f"a new version: {batch.uid} was version {batch.version} of {batch.dataset}, with other content"
    place = case.document.place(("version",))
    return Problem(place, "version", batch.version, expected, "raise it, and load all files of the dataset")
