"""The engine's jars: an exact list with hashes, and where a machine may already have them.

`jars.lock` has a line for each file: Maven coordinates, bytes, sha256. A file of ours is used only if both
agree, on every start. `python -m graph.embedded.lock` makes the lock again.
"""

from __future__ import annotations

import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import DatabaseTooOld, DownloadFailed

if TYPE_CHECKING:
    from collections.abc import Sequence

LOCK = Path(__file__).with_name("jars.lock")
OLDEST = (5, 26)


@dataclass(frozen=True)
class Jar:
    """One file of the lock."""

    group: str
    artifact: str
    version: str
    classifier: str
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """The file's name, as Maven writes it."""
        tail = f"-{self.classifier}" if self.classifier else ""
        return f"{self.artifact}-{self.version}{tail}.jar"

    def is_right(self, file: Path) -> bool:
        """Whether `file` is there and is byte for byte what the lock says."""
        if not file.is_file() or file.stat().st_size != self.size:
            return False
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest() == self.sha256


def locked() -> list[Jar]:
    """Read the lock."""
    lines = (line.split() for line in LOCK.read_text("ascii").splitlines() if not line.startswith("#"))
    return [_jar(coordinates, int(size), sha256) for coordinates, size, sha256 in lines]


def _jar(coordinates: str, size: int, sha256: str) -> Jar:
    group, artifact, version, *classifier = coordinates.split(":")
    return Jar(group, artifact, version, "".join(classifier), size, sha256)


def engine_version() -> str:
    """Tell the locked engine's version."""
    return next(jar.version for jar in locked() if jar.artifact == "neo4j")


def not_right(jars: Sequence[Jar], folder: Path) -> list[Jar]:
    """Those of `jars` that `folder` lacks or holds damaged."""
    with ThreadPoolExecutor() as pool:
        right = pool.map(lambda jar: jar.is_right(folder / jar.name), jars)
        return [jar for jar, is_right in zip(jars, right, strict=True) if not is_right]


def of_unpacked(neo4j_home: Path) -> list[Path]:
    """Find the jars of a Neo4j that is on this machine: its `lib`, or a folder that holds the locked jars."""
    if (neo4j_home / "lib").is_dir():
        return _of_distribution(neo4j_home / "lib")
    jars = locked()
    if wrong := not_right(jars, neo4j_home):
        raise DownloadFailed(
            f"{len(wrong)} of {len(jars)} engine files are missing or damaged in {neo4j_home}: "
            f"{wrong[0].name}{', ...' if wrong[1:] else ''}",
            way_out="point HANDOVER_NEO4J_HOME at an unpacked Neo4j 5.26 (the folder with lib in it) or at a "
            "whole copy of another machine's cache, or unset it to download",
        )
    return [neo4j_home / jar.name for jar in jars]


def version(files: Sequence[str]) -> str:
    """Read the engine's version off its jars' names; empty if they hold no engine."""
    names = (re.search(r"neo4j-kernel-(\d+\.\d+\.\d[^/]*)\.jar$", file) for file in files)
    return next((name[1] for name in names if name), "")


def _of_distribution(lib: Path) -> list[Path]:
    way_out = "point HANDOVER_NEO4J_HOME at an unpacked Neo4j 5.26, or unset it to download"
    files = sorted(lib.glob("*.jar"))
    if not (found := version([str(file) for file in files])):
        raise DownloadFailed(f"there is no Neo4j in {lib}", way_out=way_out)
    if tuple(map(int, found.split(".")[:2])) < OLDEST:
        raise DatabaseTooOld(f"the Neo4j in {lib} is {found}, too old", way_out=way_out)
    return files
