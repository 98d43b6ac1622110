"""`handover load`: what it says it did is what it did; whatever it refuses leaves the graph as it was."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from importers.doubts import NO_PLACE
from importers.load import read
from importers.shipped import cases_folder
from tests.cli.conftest import handover

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.commands import Done

    Cli = Callable[..., Done]
    Write = Callable[..., Path]

RELEASED = """
dataset: {name}
version: 1
persons: [{{uid: person/{name}, name: "Nobody & [Sons]", citizen_of: state/by}}]
events:
- {{uid: event/{name}-release, kind: release, date: 2021-01-01, subject: person/{name}}}
- {{uid: event/{name}-rearrest, kind: arrest, ground: migration, date: 2021-01-05, subject: person/{name}}}
- {{uid: event/{name}-handover, kind: extradition, date: 2021-02-01, subject: person/{name}}}
"""


def state(cli: Cli) -> tuple[str, str]:
    """What a user can see of the graph."""
    return cli("serve", "--once").out, cli("match", "migration-rearrest", "--format", "json").out


def test_the_shipped_cases_loaded_again_are_nothing_new(cli: Cli) -> None:
    done = cli("load", cases_folder())
    assert done.status == 0
    assert len(done.out.splitlines()) == len({case.dataset for case in read([cases_folder()])})
    assert all(line.endswith(": nothing new.") for line in done.out.splitlines())


def test_a_dry_run_says_what_would_be_and_leaves_the_graph_as_it_was(cli: Cli, write: Write) -> None:
    before, file = state(cli), write(RELEASED.format(name="dry-run"))
    done = cli("load", file, "--dry-run")
    assert re.match(r"dry-run version 1: would be loaded, \d+ claims asserted, 0 retracted\.\nItems: 4 new,", done.out)
    assert "\n  migration-rearrest appears (certain): person/dry-run; release event/dry-run-release, " in done.out
    told = cli("load", file, "--dry-run", "--format", "json").json
    assert (told["dry_run"], told["datasets"][0]["batch"], told["datasets"][0]["retracted"]) == (True, None, 0)
    assert (told["difference"]["counts"]["new"], told["untold"]) == (4, None)
    assert state(cli) == before
    assert "integrity" not in cli("check").out


def test_what_was_loaded_is_found_until_a_newer_version_says_something_else(cli: Cli, write: Write) -> None:
    text = RELEASED.format(name="loaded")
    first, again = cli("load", write(text)), cli("load", write(text, "again.yaml"))
    assert re.fullmatch(r"loaded version 1: loaded as batch/\d+, 12 claims asserted, 0 retracted\.\n", first.out)
    assert (again.status, again.out) == (0, "loaded version 1: nothing new.\n")
    assert "Nobody & [Sons]" in cli("match", "migration-rearrest").out
    taken = cli("load", write(text.replace("2021-02-01", "2021-02-02"), "taken.yaml"))
    assert (taken.status, taken.out) == (1, "")
    assert re.search(r"taken\.yaml:3:10: error: version '1': a new version: batch/\d+ .* - raise it", taken.err)
    assert "2021-02-02" not in cli("match", "migration-rearrest").out
    raised = text.replace("2021-02-01", "2021-02-02").replace("version: 1", "version: 2")
    assert "batch/" in cli("load", write(raised, "raised.yaml")).out
    assert "2021-02-02" in cli("match", "migration-rearrest").out
    nothing_more = text.partition("events:")[0].replace("version: 1", "version: 3")
    assert "0 claims asserted, 10 retracted" in cli("load", write(nothing_more, "third.yaml")).out
    assert "Nobody & [Sons]" not in cli("match", "migration-rearrest").out


def test_a_uid_that_nobody_knows_is_told_with_the_nearest_and_nothing_is_loaded(cli: Cli, write: Write) -> None:
    before = state(cli)
    text = RELEASED.format(name="unknown").replace("subject: person/unknown}\n- ", "subject: person/unknwon}\n- ", 1)
    done = cli("load", write(text))
    assert (done.status, done.out) == (1, "")
    unknown = r"дело\.yaml:6:74: error: events\[0\]\.subject 'person/unknwon': .* - did you mean 'person/unknown'\?"
    assert re.search(unknown, done.err)
    assert "nothing was loaded: 1 problem\n  way out:" in done.err
    assert state(cli) == before


def test_of_a_thousand_mistakes_the_first_hundred_are_told_and_the_rest_counted(cli: Cli, write: Write) -> None:
    file = write("persons:\n" + "".join(f"- {{uid: person/p{n}, nmae: A}}\n" for n in range(1000)))
    done = cli("load", file)
    told = [line for line in done.err.splitlines() if ": error: " in line]
    assert (done.status, len(told)) == (1, 100)
    assert told[99].startswith(f"{file}:101:21: error: persons[99].nmae: ")
    assert done.err.splitlines()[100:] == [
        "... and 900 more",
        "handover: nothing was loaded: 1000 problems",
        "  way out: mend the places named, then load again",
    ]
    answer = cli("load", file, "--format", "json").json
    assert (answer["problem_count"], len(answer["problems"])) == (1000, 100)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"persons: caf\xe9", ":1: error: file: UTF-8 text - save"),
        (b"\xef\xbb\xbf", ": error: file: a case file:"),
        (b"", ": error: file: a case file:"),
        (b"persons:\n\t- uid: person/a", ":2:1: error: .* - indent with spaces, not tabs"),
        (b"a: &a {b: c}\nd: *a", r":2:4: error: file: no alias \(\*a\)"),
        (b"persons: !!set {a}", r":1:10: error: file: no tag \(!!set\)"),
        (b"a: 1\na: 2", ":2:1: error: .* every key once, not 'a' again"),
        (b"[" * 100_000, ":1:51: error: file: no more than 50 levels"),
        (b"persons:\n" + b"- {uid: person/a}\n" * 2_300_000, ": error: file: at most 32 MiB - split it"),
    ],
    ids=["latin-1", "only a mark", "empty", "tab", "alias", "tag", "key twice", "deep", "40 MB"],
)
def test_a_file_that_is_no_case_file_is_refused_in_words(text: bytes, said: str, cli: Cli, write: Write) -> None:
    file = write(text, "file.yaml")
    done = cli("load", file)
    assert (done.status, done.out) == (1, "")
    assert re.match(f"{file}{said}", done.err)
    assert "way out:" in done.err


def test_a_byte_order_mark_is_read_over(cli: Cli, write: Write) -> None:
    done = cli("load", write(b"\xef\xbb\xbfdataset: bom\npersons: [{uid: person/bom, name: B}]"), "--dry-run")
    assert (done.status, "would be loaded" in done.out) == (0, True)


def test_no_path_is_wrong_usage_and_a_folder_without_case_files_is_told(tmp_path: Path) -> None:
    home = tmp_path / "home"
    none, empty = handover("load", home=home), handover("load", tmp_path, home=home)
    assert (none.status, none.out) == (2, "")
    assert "Missing argument" in none.err
    assert (empty.status, empty.out) == (1, "")
    assert f"{tmp_path}: error: file: a folder with case files (.yaml, .yml, .json)" in empty.err
    assert not home.exists()


@pytest.fixture
def unprivileged() -> tuple[str, ...]:
    """What to run a command under, so that permissions hold for it even if root runs the tests."""
    if os.geteuid():
        return ()
    if not shutil.which("setpriv"):
        pytest.skip("root can't put its privileges down here")
    return ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


def test_a_file_without_permission_is_told(tmp_path: Path, unprivileged: tuple[str, ...]) -> None:
    (tmp_path / "closed.yaml").touch(mode=0)
    done = handover("load", tmp_path / "closed.yaml", home=tmp_path / "home", under=unprivileged)
    assert (done.status, done.out) == (1, "")
    assert f"{tmp_path}/closed.yaml: error: file: a file that can be read (Permission denied)" in done.err


def test_a_folder_without_permission_is_told_and_not_passed_over(tmp_path: Path, unprivileged: tuple[str, ...]) -> None:
    (tmp_path / "open.yaml").write_text("persons: [{uid: person/a, name: A}]")
    (tmp_path / "closed").mkdir(mode=0)
    done = handover("load", tmp_path, home=tmp_path / "home", under=unprivileged)
    (tmp_path / "closed").rmdir()
    assert (done.status, done.out) == (1, "")
    assert f"{tmp_path}/closed: error: file: a folder that can be read (Permission denied)" in done.err
    assert "1 problem\n" in done.err


@pytest.mark.parametrize(
    ("mode", "said"),
    [(0o500, "can't be written: Permission denied\n  way out: set HANDOVER_HOME"), (0o750, "\n  way out: chmod 700 '")],
    ids=["read-only", "open to a group"],
)
def test_a_home_that_cant_be_used_safely_is_told(
    mode: int, said: str, tmp_path: Path, unprivileged: tuple[str, ...]
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(mode)
    done = handover("match", "migration-rearrest", home=home, under=unprivileged)
    assert (done.status, done.out) == (3, "")
    assert said in done.err
    assert not [*home.iterdir()]


def test_warnings_are_grouped_in_words_and_whole_in_json(cli: Cli, write: Write) -> None:
    events = "".join(f"- {{uid: event/warned-{n}, kind: arrest, subject: person/w}}\n" for n in range(5))
    file = write(f"persons: [{{uid: person/w, name: W}}, {{uid: person/alone, name: A}}]\nevents:\n{events}")
    done = cli("load", file, "--dry-run")
    assert (done.status, "would be loaded" in done.out) == (0, True)
    assert done.err.splitlines() == [
        f"{file}:1:37: warning: persons[1] 'person/alone': an event with this person in it",
        f"warning: 5 items want {NO_PLACE}: event/warned-0, event/warned-1, event/warned-2 and 2 more",
    ]
    told = cli("load", file, "--dry-run", "--format", "json").json["warnings"]
    assert [(each["value"], each["severity"], each["place"]["line"]) for each in told] == [
        *((f"event/warned-{n}", "warning", n + 3) for n in range(5)),
        ("person/alone", "warning", 1),
    ]


def test_the_warnings_of_the_shipped_cases_fit_the_eye(cli: Cli) -> None:
    told = cli("load", cases_folder(), "--dry-run")
    assert told.status == 0
    assert 0 < len(told.err.splitlines()) < 20
