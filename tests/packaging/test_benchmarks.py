"""`make bench` runs what benchmarks/ holds, by name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_benchmark_that_is_not_there_is_refused_with_those_that_are() -> None:
    command = (sys.executable, "-m", "benchmarks", "no_such_thing")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode
    assert done.stderr.startswith("No such benchmark: no_such_thing; there are: ")
