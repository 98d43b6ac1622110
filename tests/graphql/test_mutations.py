"""Changes through GraphQL: by tokens that may write, each noted, long ones as jobs that can be cancelled."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from api.audit import Audit
from api.callers import Caller, Role
from api.desk import Desk
from api.graphql.answering import ONLY_QUERIES, Request, answer
from api.graphql.context import Context
from api.jobs import Jobs
from graph.store import import_lock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from api.graphql.answering import Response
    from graph.engine import Engine

CASE = """
dataset: d
version: {version}
persons:
- {{uid: person/a, name: {name}}}
- {{uid: person/b, name: B}}
"""
IMPORT = """mutation ($files: [CaseFile!]!, $dry: Boolean) { importCases(files: $files, dryRun: $dry) {
  id what state } }"""
JOB = "query ($id: ID!) { job(id: $id) { state result error wayOut problems } }"


class Office:
    """A graph with a desk for each caller."""

    def __init__(self, engine: Engine, home: Path) -> None:
        self.engine, self.jobs, self.audit = engine, Jobs(engine), Audit(home)
        self.log = home / "audit.log"

    def ask(self, query: str, role: Role = Role.write, name: str = "anna", **variables: Any) -> Response:
        caller = Caller(name, role)
        context = Context(self.engine, caller.level, Desk(self.engine, caller, self.jobs, self.audit))
        return answer(Request(query, variables), context)

    def data(self, query: str, **variables: Any) -> Any:
        found = self.ask(query, **variables)
        assert found.errors == ()
        return found.data

    def ended(self, job: str) -> Any:
        """The job, once it has ended."""
        for _ in range(600):
            found = self.data(JOB, id=job)["job"]
            if found["state"] not in ("waiting", "running"):
                return found
            time.sleep(0.1)
        raise AssertionError(found)

    def load(self, name: str = "A", version: int = 1, *, dry: bool = False) -> Any:
        files = [{"name": "case.yaml", "text": CASE.format(name=name, version=version)}]
        return self.ended(self.data(IMPORT, files=files, dry=dry)["importCases"]["id"])

    def names(self) -> list[str]:
        return [each["name"] for each in self.data("{ persons { nodes { name } } }")["persons"]["nodes"]]

    def noted(self) -> list[tuple[str, str]]:
        lines = self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []
        return [(line["who"], line["what"]) for line in map(json.loads, lines)]


@pytest.fixture
def office(graph: Engine, tmp_path: Path) -> Iterator[Office]:
    made = Office(graph, tmp_path)
    yield made
    made.jobs.close()


def test_a_case_file_is_looked_at_then_loaded_then_taken_back(office: Office) -> None:
    would = office.load(dry=True)
    assert (would["state"], office.names(), office.noted()) == ("done", [], [])
    assert would["result"]["dry_run"]
    assert {item["uid"] for item in would["result"]["difference"]["items"]} == {"person/a", "person/b"}
    done = office.load()
    assert done["result"]["datasets"][0]["batch"] == "batch/1"
    assert office.names() == ["A", "B"]
    office.load("Anna", 2)
    assert office.names() == ["Anna", "B"]
    undo = "mutation ($batch: ID!) { undo(batch: $batch) { id state } }"
    gone = office.ended(office.data(undo, batch="batch/2")["undo"]["id"])
    assert gone["result"]["batches"][0]["uid"] == "batch/2"
    assert office.names() == ["A", "B"]
    assert office.noted() == [("anna", "import"), ("anna", "import"), ("anna", "undo")]
    again = office.ended(office.data(undo, batch="batch/2")["undo"]["id"])
    assert (again["state"], again["error"] is not None) == ("failed", True)


def test_every_mistake_is_told_with_its_place_and_nothing_is_loaded(office: Office) -> None:
    files = [
        {"name": "a.yaml", "text": "dataset: d\nversion: 1\npersons:\n- {uid: person/a, nam: A}\n"},
        {"name": "b.json", "text": "{"},
    ]
    failed = office.ended(office.data(IMPORT, files=files)["importCases"]["id"])
    assert failed["state"] == "failed"
    places = {(problem["place"]["file"], problem["place"]["line"]) for problem in failed["problems"]}
    assert ("a.yaml", 4) in places
    assert any(file == "b.json" for file, _ in places)
    assert office.names() == []


@pytest.mark.parametrize("name", ["../a.yaml", "/etc/a.yaml", "a.txt", "", ".yaml", "a/b.yaml", "a\x00.yaml"])
def test_a_file_is_called_like_a_case_file(office: Office, name: str) -> None:
    found = office.ask(IMPORT, files=[{"name": name, "text": "x"}])
    assert found.errors[0]["extensions"]["code"] == "BAD_USER_INPUT"
    twice = office.ask(IMPORT, files=[{"name": "a.yaml", "text": "x"}] * 2)
    assert "one name" in twice.errors[0]["message"]


MUTATIONS = [
    'mutation { importCases(files: [{name: "a.yaml", text: "x"}]) { id } }',
    'mutation { importCases(files: [{name: "a.yaml", text: "x"}], dryRun: true) { id } }',
    'mutation { undo(batch: "batch/1") { id } }',
    'mutation { decide(verdict: same, one: "person/a", other: "person/b") { uid } }',
    'mutation { rename(uid: "person/a", to: "person/c") { uid } }',
    'mutation { takeBack(decision: "decision/1") { uid } }',
]


@pytest.mark.parametrize("query", MUTATIONS)
def test_who_may_only_read_changes_nothing(office: Office, query: str) -> None:
    for role in (Role.read_public, Role.read_all):
        found = office.ask(query, role)
        assert (found.errors[0]["extensions"]["code"], found.data) == ("FORBIDDEN", None)
    nowhere = answer(Request(query), Context(office.engine, "secret"))
    assert nowhere.errors[0]["extensions"]["code"] == "FORBIDDEN"
    assert answer(Request(query), Context(office.engine, "secret"), allowed=ONLY_QUERIES).executed is False
    assert office.noted() == []


def test_decisions_are_made_and_taken_back(office: Office) -> None:
    office.load()
    made = office.data(
        'mutation { decide(verdict: same, one: "person/a", other: "person/b", because: "x") { uid verdict because } }'
    )["decide"]
    assert made == {"uid": made["uid"], "verdict": "same", "because": "x"}
    assert len(office.names()) == 1
    office.data("mutation ($uid: ID!) { takeBack(decision: $uid) { uid } }", uid=made["uid"])
    assert len(office.names()) == 2
    renamed = office.data('mutation { rename(uid: "person/a", to: "person/c") { one other } }')["rename"]
    assert renamed == {"one": "person/a", "other": "person/c"}
    assert office.data('{ person(uid: "person/a") { uid } }') == {"person": {"uid": "person/c"}}
    assert [what for _, what in office.noted()] == ["import", "same", "take back", "renamed"]
    refused = office.ask('mutation { rename(uid: "person/b", to: "person/c") { uid } }')
    assert refused.errors[0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_a_job_is_its_callers_own_and_can_be_cancelled(office: Office) -> None:
    with_lock: list[str] = []

    def slow(engine: Engine) -> dict[str, Any]:
        def work(unit: Any) -> None:
            import_lock.take(unit)
            unit.run("CREATE (:Left)")
            with_lock.append("begun")
            for _ in range(600):
                unit.run("RETURN 1")
                time.sleep(0.05)

        engine.write(work)
        return {}

    job = office.jobs.begin("import", Caller("anna", Role.write), slow)
    later = office.jobs.begin("import", Caller("anna", Role.write), lambda _engine: {"never": True})
    while not with_lock:
        time.sleep(0.05)
    assert office.data(JOB, id=job.uid, name="boris")["job"] is None
    assert office.data(JOB, id=job.uid)["job"]["state"] == "running"
    cancel = "mutation ($job: ID!) { cancel(job: $job) { id } }"
    assert office.ask(cancel, name="boris", job=job.uid).errors[0]["extensions"]["code"] == "BAD_USER_INPUT"
    for each in (later, job):
        office.data(cancel, job=each.uid)
    assert [office.ended(each.uid)["state"] for each in (job, later)] == ["cancelled", "cancelled"]
    assert office.engine.read(lambda unit: unit.run("MATCH (n:Left) RETURN n")) == []
    assert office.load()["state"] == "done"
