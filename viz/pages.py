"""A page of a picture: one HTML file that works offline and runs no script but ours.

Text of the data stands in it as text, and its policy names its scripts by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from viz import recipe

if TYPE_CHECKING:
    from viz.drawing import Drawing

_TEMPLATES = Environment(
    loader=PackageLoader("viz"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def filled(template: str, drawing: Drawing, *scripts: str, **parts: Any) -> bytes:
    """Return the page that a template makes of a drawing, with scripts of ours and parts of its own."""
    hashes = " ".join(f"'sha256-{_hash(text)}'" for text in scripts)
    made = _TEMPLATES.get_template(template).render(
        drawing=drawing,
        policy=f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
        "form-action 'none'",
        style=Markup(own("page.css")),  # noqa: S704  a file of ours
        scripts=[Markup(text) for text in scripts],  # noqa: S704  files of ours, and pyvis's own copy of vis-network
        recipe=json.loads(drawing.recipe),
        recipe_name=recipe.NAME,
        **parts,
    )
    return made.encode()


@cache
def own(name: str) -> str:
    """Return a file of ours that pages hold."""
    return (files("viz") / "static" / name).read_text(encoding="utf-8")


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
