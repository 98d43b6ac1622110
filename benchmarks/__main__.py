"""Run every benchmark: each module of this folder that defines `run() -> None`.

`python -m benchmarks NAME` runs only those that are named.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path


def names() -> list[str]:
    """Return the names of the folder's modules."""
    return sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py"))


def main(chosen: list[str]) -> None:
    """Run the benchmarks that are named, or all."""
    if unknown := set(chosen) - set(names()):
        sys.exit(f"No such benchmark: {', '.join(sorted(unknown))}; there are: {', '.join(names())}")
    for name in chosen or names():
        benchmark = import_module(f"benchmarks.{name}")
        if hasattr(benchmark, "run"):
            print(f"== {name}", flush=True)
            benchmark.run()


if __name__ == "__main__":
    main(sys.argv[1:])
