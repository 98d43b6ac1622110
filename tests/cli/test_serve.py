"""`handover serve`: the first answers, the page behind its token, and an end that leaves nothing running."""

from __future__ import annotations

import os
import re
import signal
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from graph.ontology import registry
from importers.load import read
from importers.shipped import cases_folder
from tests.cli.conftest import First, Served, engine_of, handover, serving, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.commands import Done

STEPS = (
    ("Vyacheslav Lapa", "certain", "release", "2022-04-07"),
    ("rearrest", "[2022-04-07..2022-04-08]", "0 to 1 days"),
    ("handover", "2022-06-04", "57 to 58 days"),
    ("Yuri Kastsiuk", "certain", "release", "2022-09-26"),
    ("rearrest", "2022-09-26", "the same day"),
    ("handover", "2022-10-16", "20 days"),
)


def counted(holdings: str) -> dict[str, int]:
    return {noun: int(count.replace(",", "")) for count, noun in re.findall(r"(\d[\d,]*) ([a-z ]+)[,.]", holdings)}


def test_an_empty_home_is_loaded_and_the_answers_are_printed(first: First) -> None:
    assert first.done.status == 0
    assert first.done.err.splitlines() == [
        "Making a new database; this happens once.",
        "The graph is empty: loading the cases that ship with Handover.",
    ]
    declared = {uid for case in read([cases_folder()]) for uid in case.items}
    held = Counter(registry.class_of(uid) for uid in declared)
    assert counted(first.done.out.splitlines()[0]) == {
        cls.meaning.labels.en if count == 1 else cls.plural.replace("_", " "): count for cls, count in held.items()
    }
    rows = [[cell for cell in re.split(r"\s{2,}", line.strip()) if cell] for line in first.done.out.splitlines()]
    assert [step for step in STEPS if not any({*step} <= {*row} for row in rows)] == []
    for paragraph in (3, 4):
        cited = rf"^\[\d+\] source/mhg-cac-report, section 4, paragraph {paragraph} \(documented\)$"
        assert re.search(cited, first.done.out, re.MULTILINE)
    assert "(migration-rearrest): 2 certain, 0 possible" in first.done.out
    assert first.left_running is None


def test_the_next_start_loads_nothing_and_prints_the_same(first: First, served: Served) -> None:
    assert served.printed.startswith(first.done.out)


def test_the_address_is_printed_once_with_the_token_and_opens_the_page(served: Served) -> None:
    assert served.printed.count(served.token) == 1
    assert served.printed.endswith(f"Open {served.address}?token={served.token}\nCtrl-C ends it.\n")
    assert served.get("health").json() == {"status": "ok"}
    assert served.get("").status_code == 401
    assert served.get("", params={"token": served.token}).status_code == 303
    assert all(name in served.page().text for name in ("Yuri Kastsiuk", "Vyacheslav Lapa"))


def test_a_port_that_is_taken_is_told_before_anything_starts(served: Served, tmp_path: Path) -> None:
    port = served.address.rstrip("/").rpartition(":")[2]
    for home in (served.home, tmp_path / "another"):
        done = handover("serve", "--port", port, home=home)
        assert (done.status, done.out) == (2, "")
        assert re.match(rf"handover: Port {port} .* taken.*\n  way out: .*--port", done.err)
    assert not (tmp_path / "another").exists()


def test_a_second_server_of_a_home_uses_the_running_engine_and_leaves_it(served: Served) -> None:
    engine = engine_of(served.home)
    with serving(served.home) as second:
        assert engine_of(served.home) == engine
        assert second.page().status_code == 200
        assert second.end(signal.SIGINT) == (0, "", "Ended.\n")
    assert engine_of(served.home) == engine
    assert served.page().status_code == 200


def test_an_engine_that_is_killed_is_said_on_page_and_terminal(spare: Path) -> None:
    with serving(spare) as running:
        engine = engine_of(spare)
        assert engine
        os.kill(engine, signal.SIGKILL)
        wait_for(lambda: engine_of(spare) is None)
        page = running.page()
        assert page.status_code == 503
        assert re.search(r"engine in .* has ended.*run the command again", page.text)
        health = running.get("health")
        assert (health.status_code, health.json()) == (503, {"status": "unavailable"})
        status, out, err = running.end(signal.SIGINT)
    assert (status, out) == (3, "")
    assert re.fullmatch(r"handover: the embedded engine in .* has ended.*\n  way out: .*\nEnded\.\n", err)


def test_a_server_that_is_killed_takes_its_engine_along(spare: Path) -> None:
    with serving(spare) as running:
        assert engine_of(spare)
        running.end(signal.SIGKILL)
        wait_for(lambda: engine_of(spare) is None)


@pytest.mark.parametrize(
    ("settings", "status", "said"),
    [
        ({"HANDOVER_DATABASE_URL": "bolt://me:secret@127.0.0.1:1"}, 3, r"Neo4j at 127.0.0.1:1 does not answer\n.*URL"),
        ({"HANDOVER_DATABASE_URL": "http://neo4j:secret@127.0.0.1"}, 2, r"HANDOVER_DATABASE_URL: expected bolt://"),
        ({"HANDOVER_PORT": "http"}, 2, r"HANDOVER_PORT: expected a port number .*'http'"),
        ({"HANDOVER_HOEM": "here"}, 2, r"no setting HANDOVER_HOEM; did you mean 'HANDOVER_HOME'"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_told_with_its_name_and_no_secret(
    settings: dict[str, str], status: int, said: str, tmp_path: Path
) -> None:
    done = handover("serve", "--once", home=tmp_path, **settings)  # type: ignore[arg-type]  # none of them is called `under`
    assert (done.status, done.out) == (status, "")
    assert re.search(said, done.err)
    assert "way out:" in done.err
    assert "secret" not in done.err


def test_a_wrong_password_is_told(served: Served, cli: Callable[..., Done]) -> None:
    port = re.findall(r'"port": (\d+)', (served.home / "engine.json").read_text())[0]
    done = cli("match", "migration-rearrest", HANDOVER_DATABASE_URL=f"bolt://neo4j:wrong@127.0.0.1:{port}")
    assert (done.status, done.out) == (3, "")
    assert re.search(r"refused the login\n  way out: check user and password", done.err)
