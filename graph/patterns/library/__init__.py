"""The patterns that ship with Handover, by name."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import yaml

from graph.errors import UsageError
from graph.patterns.language import reading
from graph.problems import Place, Problems, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.patterns.language.model import Pattern


@cache
def names() -> tuple[str, ...]:
    """Return the names of all patterns that ship, in order."""
    files = resources.files(__name__).iterdir()
    return tuple(sorted(file.name.removesuffix(".yaml") for file in files if file.name.endswith(".yaml")))


def pattern(name: str, given: Mapping[str, object] | None = None, within: tuple[str, ...] = ()) -> Pattern:
    """Return the pattern of that name with values for its parameters; UsageError names the nearest one.

    `within` are the patterns of which it is a part.
    """
    known = names()
    if name not in known:
        hint = nearest(name, known)
        raise UsageError(f"there is no pattern {name!r}", way_out=f"{hint} known: {', '.join(known)}".strip())
    return _read(_shipped(name), f"{name}.yaml", given, within) if given or within else _as_shipped(name)


@cache
def _as_shipped(name: str) -> Pattern:
    return _read(_shipped(name), f"{name}.yaml", None)


@cache
def _shipped(name: str) -> Any:
    """Return the data of a pattern's file, which nobody changes."""
    text = resources.files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, yaml.CSafeLoader)


def read(data: Mapping[str, object], given: Mapping[str, object] | None = None) -> Pattern:
    """Return a pattern of one's own, from the same names and values as in a file; its steps may name those that ship.

    InputRefused tells every mistake.
    """
    return _read(dict(data), "pattern", given)


def _read(data: Any, name: str, given: Mapping[str, object] | None, within: tuple[str, ...] = ()) -> Pattern:
    return reading.read(data, Problems(lambda _at, _key: Place(name)), given, pattern, within)
