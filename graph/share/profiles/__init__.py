"""The redaction profiles that ship with Handover, by name."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

import yaml

from graph.errors import UsageError
from graph.problems import Place, Problems, nearest
from graph.share import reading

if TYPE_CHECKING:
    from graph.share.profile import Profile


def names() -> list[str]:
    """Return the names of all profiles that ship, in order."""
    files = resources.files(__name__).iterdir()
    return sorted(file.name.removesuffix(".yaml") for file in files if file.name.endswith(".yaml"))


def profile(name: str) -> Profile:
    """Return the profile of that name; UsageError names the nearest one."""
    known = names()
    if name not in known:
        hint = f"{nearest(name, known)} known: {', '.join(known)}; or name a file that ends in .yaml".strip()
        raise UsageError(f"there is no redaction profile {name!r}", way_out=hint)
    text = resources.files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return reading.read(yaml.load(text, yaml.CSafeLoader), Problems(lambda _at, _key: Place(f"{name}.yaml")))
