"""What loading many files takes in memory: a process of its own for each number of files, the engine's left out.

A few files are one transaction; many are more than one takes, and go in parts.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.generated import case_file
from graph import schema
from graph.engine import DatabasePlace, connect
from importers import load as importing

_EVENTS, _FEW, _MANY = 40, 25, 100
_LOAD = "import sys; from benchmarks.memory import load; load(*sys.argv[1:])"


def run() -> None:
    """Print the peak above what an empty load takes."""
    none, few, many = (_peak(count) for count in (0, _FEW, _MANY))
    print(f"{_FEW} files: {few - none:.1f} MB; {_MANY} files: {many - none:.1f} MB; the process itself {none:.0f} MB")
    print(f"for {_MANY / _FEW:.0f} times the files {(many - none) / (few - none):.2f} times the memory")


def _peak(files: int) -> float:
    """Return the most megabytes that a process which loads so many files ever had."""
    with TemporaryDirectory() as folder:
        for number in range(files):
            data = case_file(_EVENTS, dataset=f"dataset-{number}", seed=number)
            (Path(folder) / f"{number}.json").write_text(json.dumps(data))
        done = subprocess.run([sys.executable, "-c", _LOAD, folder], capture_output=True, text=True, check=True)
    return float(done.stdout)


def load(folder: str) -> None:
    """Load a folder into an empty graph, and print the most megabytes that this process ever had."""
    import resource  # noqa: PLC0415  only POSIX has it

    with TemporaryDirectory() as home, connect(DatabasePlace(Path(home)), say=lambda _: None) as engine:
        schema.install(engine)
        if any(Path(folder).iterdir()):
            importing.load(engine, importing.gather([Path(folder)]))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(most / (1 << 20 if sys.platform == "darwin" else 1 << 10))
