"""Looking before loading, against the load itself, in one run and in turns.

A dry run does what the load does, compares, matches and takes it back; a file with mistakes is refused with all
of them. Measured on a file that is new and on a version that corrects the days of a tenth of its events, which are
drawn by lot and so befell most of its persons, in a graph that holds others already. The first round is told apart:
then the database plans its statements.
"""

from __future__ import annotations

import random
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import yaml

from benchmarks.generated import case_file
from benchmarks.importing import _seconds
from graph import schema
from graph.changes import undoing
from graph.engine import DatabasePlace, connect
from graph.errors import InputRefused
from graph.store import ledger
from importers import load as importing

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.engine import Engine
    from graph.unit import Unit

_EVENTS, _OTHERS, _ROUNDS, _WARM_UPS = 1_500, 6_000, 8, 2
_GOALS = {"dry run": 1.0, "mistakes": 2.0}
"""At most so many times as long as the load."""

_MISTAKES: tuple[tuple[str, Any], ...] = (
    ("knid", "arrest"),
    ("kind", "arest"),
    ("date", "2022-13-41"),
    ("subject", "persn/nobody"),
)
"""An unknown field, term, day and class."""


def run() -> None:
    """Print all ratios."""
    with TemporaryDirectory() as folder, connect(DatabasePlace(Path(folder) / "home")) as engine:
        schema.install(engine)
        files = _files(Path(folder))
        took = _in_turns(engine, files)
        print(f"{_EVENTS} events beside {_OTHERS} others; the first round, and medians of the last {_ROUNDS}")
        for name, seconds in took.items():
            print(f"{name}: at first {seconds[0]:.2f} s, then {median(seconds[_WARM_UPS:]):.2f} s")
        typical = {name: median(seconds[_WARM_UPS:]) for name, seconds in took.items()}
        for name in ("new", "corrected"):
            _print_ratio(f"dry run / load, {name}", typical[f"dry run, {name}"] / typical[f"load, {name}"], "dry run")
        for name in ("mistakes", "strangers"):
            _print_ratio(f"{name} / load, new", typical[name] / typical["load, new"], "mistakes")


def _print_ratio(name: str, ratio: float, goal: str) -> None:
    print(f"{name}: {ratio:.2f} times; goal at most {_GOALS[goal]:.2f}")


def _files(folder: Path) -> dict[str, Path]:
    """Write what the graph holds, a file, and what differs from it in a tenth of its events."""
    others: dict[str, Callable[[int], tuple[str, Any]]] = {
        "new": lambda number: ("date", f"2021-06-{number % 30 + 1:02}"),
        "corrected": lambda number: ("date", f"2021-{number % 12 + 1:02}-{number % 28 + 1:02}"),
        "mistakes": lambda number: _MISTAKES[number % len(_MISTAKES)],
        "strangers": lambda number: ("subject", f"person/stranger-{number}"),
    }
    files = {"others": folder / "others.yaml"}
    files["others"].write_text(yaml.dump(case_file(_OTHERS, dataset="others"), Dumper=yaml.CSafeDumper))
    for name, other in others.items():
        data = case_file(_EVENTS)
        data["version"] = name
        for number, chosen in enumerate(random.Random(1).sample(range(_EVENTS), _EVENTS // 10)):  # noqa: S311  no secret
            field, value = other(number)
            data["events"][chosen][field] = value
        files[name] = folder / f"{name}.yaml"
        files[name].write_text(yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False))
    return files


def _in_turns(engine: Engine, files: dict[str, Path]) -> dict[str, list[float]]:
    """Return the seconds of each in each round; after a round the graph is as it was before.

    Dry run and load take turns in who comes first, since the database is still busy with what came before.
    """
    _load(engine, files["others"])
    took: dict[str, list[float]] = {}

    def timed(kind: str, work: Callable[[Engine, Path], None], name: str) -> None:
        took.setdefault(f"{kind}, {name}" if kind else name, []).append(_seconds(partial(work, engine, files[name])))

    for number in range(_WARM_UPS + _ROUNDS):
        for name in ("mistakes", "strangers"):
            timed("", _refused, name)
        for name in ("new", "corrected"):
            if number % 2:
                timed("load", _load, name)
                undoing.undo(engine, engine.read(partial(_batch, version=name)))
                timed("dry run", _preview, name)
                _load(engine, files[name])
            else:
                timed("dry run", _preview, name)
                timed("load", _load, name)
        undoing.undo(engine, engine.read(partial(_batch, version="new")), with_later=True)
    return took


def _batch(unit: Unit, version: str) -> str:
    """Return the batch that loaded a version and wasn't taken back."""
    return next(batch.uid for batch in ledger.batches(unit, f"b.version = '{version}'") if not batch.undone)


def _load(engine: Engine, path: Path) -> None:
    assert importing.load(engine, importing.gather([path]))[0].batch


def _preview(engine: Engine, path: Path) -> None:
    effect = importing.preview(engine, importing.gather([path])).effect
    assert effect
    assert effect.items


def _refused(engine: Engine, path: Path) -> None:
    found = 0
    try:
        importing.load(engine, importing.gather([path]))
    except InputRefused as refused:
        found = len(refused.problems)
    assert found == _EVENTS // 10


if __name__ == "__main__":
    run()
