"""Case files into the graph: all of them or none, with every problem of every file told at once."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from graph.changes import batches, strangers
from graph.changes import preview as previewing
from graph.changes.batches import Outcome, VersionTaken
from graph.changes.strangers import UnknownItems
from graph.errors import InputRefused
from graph.problems import Place, Problem
from graph.store import live
from importers.gathered import Gathered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.changes.preview import Preview
    from graph.engine import Engine
    from importers.casefile import CaseFile

ENDINGS = (".yaml", ".yml", ".json")


def load(engine: Engine, gathered: Gathered) -> list[Outcome]:
    """Load what `gather` has read as one change. Raises InputRefused with all problems; the graph is then as before."""
    with _placed(engine, gathered):
        return batches.load(engine, gathered.datasets())


def preview(engine: Engine, gathered: Gathered) -> Preview:
    """Return what `load` would do, with the graph as before. Raises InputRefused with all problems."""
    with _placed(engine, gathered):
        return previewing.preview(engine, gathered.datasets())


@contextmanager
def _placed(engine: Engine, gathered: Gathered) -> Iterator[None]:
    """Refuse what is wrong with the files, and tell what the graph refuses with its places in them."""
    if gathered.errors:
        asked = (gathered.outside(), gathered.declared, gathered.names())
        unknown = engine.read(lambda unit: strangers.foreseen(unit, *asked))
        problems = [*gathered.errors, *_strangers(engine, gathered, unknown)]
        raise _refused(sorted(problems, key=lambda problem: problem.place))
    try:
        yield
    except UnknownItems as refused:
        raise _refused(_strangers(engine, gathered, refused.uids)) from refused
    except VersionTaken as taken:
        batch = taken.batch
        file, at = gathered.version_of(batch.dataset)
        expected = f"a new version: {batch.uid} was version {batch.version} of {batch.dataset}, with other content"
        problem = file.problem(at, batch.version, expected, "raise it, and load all files of the dataset")
        raise _refused([problem]) from taken


def _strangers(engine: Engine, gathered: Gathered, uids: set[str]) -> list[Problem]:
    """Return where the files mention what nobody knows, and who of the graph may be meant."""
    return gathered.unknown(uids, engine.read(lambda unit: live.alike(unit, uids)))


def gather(paths: Iterable[Path]) -> Gathered:
    """Read files and folders of them to be loaded; raise InputRefused with all problems of all files.

    Where the graph must be asked as well for all of them, `load` and `preview` raise it.
    """
    gathered = Gathered()
    for path in _files(paths, gathered):
        gathered.read(path)
    if gathered.errors and not gathered.outside():
        raise _refused(gathered.errors)
    return gathered


def read(paths: Iterable[Path]) -> list[CaseFile]:
    """Return each file and those in each folder, with all that it says; raise InputRefused with all problems."""
    gathered = Gathered()
    cases = [case for path in _files(paths, gathered) if (case := gathered.read(path))]
    if gathered.errors:
        raise _refused(gathered.errors)
    return cases


def _refused(problems: list[Problem]) -> InputRefused:
    many = f"{len(problems)} problems" if len(problems) > 1 else "1 problem"
    return InputRefused(f"nothing was loaded: {many}", problems, way_out="mend the places named, then load again")


def _files(paths: Iterable[Path], gathered: Gathered) -> list[Path]:
    found: dict[Path, None] = {}
    for path in paths:
        inside = _inside(path, gathered) if path.is_dir() else [path]
        if not inside and all(problem.place.file != str(path) for problem in gathered.errors):
            gathered.miss([Problem(Place(str(path)), "file", "", f"a folder with case files ({', '.join(ENDINGS)})")])
        found |= dict.fromkeys(inside)
    return list(found)


def _inside(folder: Path, gathered: Gathered) -> list[Path]:
    """Return the case files of a folder and those below it; one that can't be looked into is told."""

    def unreadable(error: OSError) -> None:
        expected = f"a folder that can be read ({error.strerror})"
        gathered.miss([Problem(Place(error.filename), "file", "", expected)])

    names = (Path(here, name) for here, _, files in os.walk(folder, onerror=unreadable) for name in files)
    return sorted(each for each in names if each.suffix in ENDINGS)
