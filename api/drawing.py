"""What a picture is asked of, as plain data that its recipe keeps: an item, a pattern, or a GraphQL query."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.access import PUBLIC
from graph.errors import UsageError
from graph.patterns import library, matching
from graph.pictured import targets
from graph.share import answers
from importers import patternfile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.engine import Engine
    from graph.patterns.answer import Answer
    from graph.pictured.subgraph import Subgraph

Asked = dict[str, Any]

_QUERIES = (".graphql", ".gql")


TIMELINE, STATISTICS = {"as": "timeline"}, {"as": "statistics"}
"""What a recipe says beside that, of a timeline and of a plot of figures."""
SHEET = "sheet"
"""What a recipe calls the number of the sheet that is drawn, where it isn't the whole picture."""


def asked(target: str, align: str = "") -> Asked:
    """Return what is asked by a target: a uid, the name of a pattern, or a file with a pattern or a GraphQL query.

    UsageError or InputRefused where a file can't be read.
    """
    path = Path(target)
    if align and (path.suffix in _QUERIES or ("/" in target and path.suffix not in patternfile.ENDINGS)):
        raise UsageError("--align names a step of a pattern", way_out="leave it out, or draw a pattern")
    if path.suffix in _QUERIES:
        return {"query": _text(path), "title": path.stem}
    if path.suffix in patternfile.ENDINGS:
        return {"pattern": patternfile.data(path)} | ({"align": align} if align else {})
    if "/" in target:
        return {"target": target}
    return {"pattern": target} | ({"align": align} if align else {})


def one_sheet(number: int) -> Asked:
    """Return what a recipe says beside that of one sheet of a picture; nothing of the whole (0)."""
    return {SHEET: number} if number else {}


def found(engine: Engine, what: Asked) -> Subgraph:
    """Return the part of the graph that is asked for, as everybody may see it; UsageError where it asks for nothing."""
    return replace(_found(engine, what), asked=what)


def counted(engine: Engine, what: Asked) -> tuple[Answer, Subgraph]:
    """Return the answer to a pattern with its figures, and all that it names; UsageError where no pattern is asked."""
    match what.get("pattern"):
        case str(name):
            pattern = library.pattern(name)
        case dict(data):
            pattern = library.read(data)
        case _:
            raise UsageError("statistics are of who matches a pattern", way_out="draw one, or leave --statistics out")
    answer = matching.match(engine, pattern, targets.AS_EVERYBODY, statistics=True)
    return answer, targets.of_items(engine, answer.title, answers.named(answer), what)


def _found(engine: Engine, what: Asked) -> Subgraph:
    match what:
        case {"target": str(uid)}:
            return targets.of_item(engine, uid)
        case {"pattern": str(name)}:
            return targets.of_pattern(engine, library.pattern(name), what, align=str(what.get("align", "")))
        case {"pattern": dict(data)}:
            return targets.of_pattern(engine, library.read(data), what, align=str(what.get("align", "")))
        case {"query": str(query)}:
            return targets.of_items(engine, str(what.get("title", "")), _answered(engine, query), what)
    raise UsageError("the recipe asks for nothing that can be drawn", way_out="draw it anew with handover draw")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} can't be read as text", way_out="name a file with a GraphQL query") from error


def _answered(engine: Engine, query: str) -> list[str]:
    """Return the uids in the answer to a query."""
    from api.graphql.answering import Request, answer  # noqa: PLC0415  other pictures don't wait for the schema
    from api.graphql.context import Context  # noqa: PLC0415  the same

    given = answer(Request(query), Context(engine, PUBLIC)).as_json()
    if given.get("errors"):
        raise UsageError(f"the query is refused: {given['errors'][0]['message']}", way_out="handover query tells more")
    uids = list(dict.fromkeys(_uids(given.get("data"))))
    if not uids:
        raise UsageError("the query's answer has no uid", way_out="ask for the uid of each item to draw")
    return uids


def _uids(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("uid"), str):
            yield part["uid"]
        yield from (uid for each in part.values() for uid in _uids(each))
    elif isinstance(part, list):
        yield from (uid for each in part for uid in _uids(each))
