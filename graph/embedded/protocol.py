"""What the command tells the engine's process, as one line of JSON."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Config:
    """The data folder, the jars, the JVM's heap (as `-Xmx` takes it) and the process to live and die with."""

    home: str
    jars: list[str]
    heap: str
    parent: int
