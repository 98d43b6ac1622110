"""Mutations: imports, undoings and decisions, handed in at the caller's desk; what takes long is a job to ask after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import strawberry
from strawberry.types import Info  # noqa: TC002  strawberry reads the annotation

from api.desk import Forbidden
from api.graphql.types import building
from api.graphql.types.building import argument, field, many, optional
from api.graphql.types.leaves import Data  # noqa: TC001  strawberry reads the annotation
from graph.changes import decisions
from graph.changes.identity import DIFFERENT, SAME, UNSURE
from graph.errors import UsageError

if TYPE_CHECKING:
    from strawberry.types.field import StrawberryField

    from api.desk import Desk
    from graph.changes.identity import Decision


@strawberry.type(description="Work that takes long: ask for it again until it is done, failed or cancelled.")
class Job:
    """See `api.jobs`."""

    id: strawberry.ID = strawberry.field(description="What it is asked for, and cancelled, by.")
    what: str = strawberry.field(description="import, dry run or undo.")
    state: str = strawberry.field(description="waiting, running, done, failed or cancelled.")
    result: Data | None = strawberry.field(description="What it did, as the command line tells it; null until done.")
    error: str | None = strawberry.field(description="Why it failed.")
    wayOut: str | None = strawberry.field(description="What to do about it.")  # noqa: N815
    problems: list[Data] = strawberry.field(description="All that is wrong with the files, each with its place.")


@strawberry.type(name="Decision", description="That two uids mean the same or not: a record that can be taken back.")
class Decided:
    """See `graph.changes.identity`."""

    uid: strawberry.ID = strawberry.field(description="What it is taken back by.")
    verdict: str = strawberry.field(description="same, different, unsure or renamed.")
    one: str = strawberry.field(description="The one uid.")
    other: str = strawberry.field(description="The other uid.")
    because: str = strawberry.field(description="Why.")


_VERDICTS = building.enum("Verdict", "Whether two items are the same.", {
    SAME: (SAME, "Every answer is about both as one.", ""),
    DIFFERENT: (DIFFERENT, "They stay apart, whatever else is decided.", ""),
    UNSURE: (UNSURE, "They may be the same; nothing is joined.", ""),
})  # fmt: skip

_FILE = building.input_type("CaseFile", "A case file, as `handover load` reads it.")
building.input_fields(
    _FILE, {"name": (str, "Its name, such as case.yaml or case.json."), "text": (str, "All that stands in it.")}
)

_BECAUSE = argument("because", optional(str), "Why, for whoever reads it next.")


def mutation() -> type:
    """Return the root of all mutations."""
    cls = building.made("Mutation", "What can be changed, by tokens with the role to write.")
    job, decision = Job, Decided
    building.give(cls, [
        field("importCases", job, "Load case files: all of them, or nothing.", _import, [
            argument("files", many(_FILE), "The files; those of one dataset belong together."),
            argument("dryRun", optional(bool), "Only tell, field by field, what would change."),
        ]),
        field("undo", job, "Take an import back: what it asserted ends, what it retracted holds again.", _undo, [
            argument("batch", strawberry.ID, "The batch, like batch/3."),
            argument("withLater", optional(bool), "Take back later versions of the dataset as well."),
        ]),
        field("cancel", job, "Let a job end where it stands; what it has begun is taken back.", _cancel, [
            argument("job", strawberry.ID, "Its id."),
        ]),
        field("decide", decision, "Decide whether two items are the same.", _decide, [
            argument("verdict", _VERDICTS, "What is decided."),
            argument("one", strawberry.ID, "The uid of an item."),
            argument("other", strawberry.ID, "The uid of another item of the class."),
            _BECAUSE,
        ]),
        field("rename", decision, "Give an item another uid; the old one goes on meaning it.", _rename, [
            argument("uid", strawberry.ID, "The uid that it has."),
            argument("to", strawberry.ID, "The uid that it is to have."),
            _BECAUSE,
        ]),
        field("takeBack", decision, "Take a decision back.", _take_back, [
            argument("decision", strawberry.ID, "The decision, like decision/4."),
        ]),
    ])  # fmt: skip
    return cls


def job() -> StrawberryField:
    """Return the root field that asks after a job."""
    said = "A job that was begun with the same token; null where there is none of the id."
    return field("job", optional(Job), said, _job, [argument("id", strawberry.ID, "Its id.")])


def _import(info: Info, files: list[dict[str, str]], dryRun: bool | None = None) -> Any:  # noqa: N803  its name there
    named = {each["name"]: each["text"] for each in files}
    if len(named) < len(files):
        raise UsageError("two files have one name", way_out="give each a name of its own")
    return _desk(info).bring_in(named, dry_run=bool(dryRun)).as_json()


def _undo(info: Info, batch: str, withLater: bool | None = None) -> Any:  # noqa: N803  its name there
    return _desk(info).undo(batch, with_later=bool(withLater)).as_json()


def _cancel(info: Info, job: str) -> Any:
    return _desk(info).cancel(job).as_json()


def _job(info: Info, id: str) -> Any:  # noqa: A002  its name there
    found = _desk(info).job(id)
    return found and found.as_json()


def _decide(info: Info, verdict: Any, one: str, other: str, because: str | None = None) -> Any:
    said = verdict.value
    return _told(_desk(info).decide(lambda engine: decisions.decide(engine, said, one, other, because or "")))


def _rename(info: Info, uid: str, to: str, because: str | None = None) -> Any:
    return _told(_desk(info).decide(lambda engine: decisions.rename(engine, uid, to, because or "")))


def _take_back(info: Info, decision: str) -> Any:
    return _told(_desk(info).take_back(decision))


def _told(decision: Decision) -> dict[str, Any]:
    return {name: getattr(decision, name) for name in ("uid", "verdict", "one", "other", "because")}


def _desk(info: Info) -> Desk:
    desk = info.context.desk
    if desk is None:
        raise Forbidden("nothing can be changed here", way_out="send it to a server of `handover serve`")
    return desk  # type: ignore[no-any-return]  # strawberry doesn't know our context
