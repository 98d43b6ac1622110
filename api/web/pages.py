"""The pages, rendered here. All but GraphiQL's are whole, with their style inside, and need no script."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

_STYLE = (files("api.web") / "static" / "page.css").read_text(encoding="utf-8")

STYLE_HASH = f"sha256-{base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}"
"""Names the one style that the Content-Security-Policy lets a page of ours carry."""

_TEMPLATES = Environment(
    loader=PackageLoader("api.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
_TEMPLATES.globals["style"] = _STYLE


@dataclass(frozen=True, slots=True)
class Answer:
    """Who matches one pattern: a table whose first column names the row."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    footnotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """A pattern by what it means, the norms that it touches, and how many the sources count."""

    name: str
    title: str
    means: str
    norms: tuple[str, ...]
    counted: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first page shows: how many nodes of each class the graph holds, matches, and all patterns that ship."""

    counts: tuple[tuple[str, int], ...]
    answers: tuple[Answer, ...]
    patterns: tuple[Explained, ...] = ()


def overview_page(overview: Overview) -> str:
    """Return the first page as HTML."""
    return _TEMPLATES.get_template("overview.html").render(overview=overview)


def graphiql_page(examples: list[str]) -> str:
    """Return the page of GraphiQL, which begins with these queries."""
    return _TEMPLATES.get_template("graphiql.html").render(examples=examples)


def error_page(what: str, way_out: str) -> str:
    """Return a page that says what happened and the way out, and holds no data."""
    return _TEMPLATES.get_template("error.html").render(what=what, way_out=way_out)
