"""The settings: from the environment or .env, each wrong one named, no secret shown."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from api.settings import Settings, load_settings
from graph.engine import DatabasePlace
from graph.errors import UsageError


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.upper().startswith("HANDOVER_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_without_any_setting_it_is_the_embedded_engine_on_loopback() -> None:
    settings = load_settings()
    assert (settings.host, settings.port, settings.database_url) == ("127.0.0.1", 8000, None)
    assert settings.home.is_absolute()


def test_the_database_is_where_the_settings_say(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"HOME": "/h", "DATABASE_URL": "bolt://u:p@x", "NEO4J_HOME": "/n", "HEAP": "1g", "CACHE": "/c"}
    for name, value in values.items():
        monkeypatch.setenv(f"HANDOVER_{name}", value)
    expected = DatabasePlace(home=Path("/h"), url="bolt://u:p@x", neo4j_home=Path("/n"), heap="1g", cache=Path("/c"))
    assert load_settings().database == expected


def test_the_command_line_beats_the_environment_beats_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("HANDOVER_PORT=1\nHANDOVER_HEAP=2g\nHANDOVER_HOST=::1\nCOMPOSE_PROJECT_NAME=x\n")
    monkeypatch.setenv("HANDOVER_PORT", "2")
    monkeypatch.setenv("HANDOVER_HOST", "127.0.0.2")
    settings = load_settings(port=3)
    assert (settings.heap, settings.host, settings.port) == ("2g", "127.0.0.2", 3)


def test_an_empty_variable_is_none_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDOVER_DATABASE_URL", "")
    assert load_settings().database_url is None


def test_a_folder_is_written_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDOVER_HOME", "~/x")
    monkeypatch.setenv("HANDOVER_CACHE", "y")
    assert load_settings().home == Path.home() / "x"
    assert load_settings().cache == Path.cwd() / "y"


@pytest.mark.parametrize("in_file", [True, False])
def test_an_unknown_setting_names_the_nearest(monkeypatch: pytest.MonkeyPatch, in_file: bool) -> None:
    if in_file:
        Path(".env").write_text("HANDOVER_DATABSE_URL=bolt://neo4j:secret@localhost\n")
    else:
        monkeypatch.setenv("HANDOVER_DATABSE_URL", "bolt://neo4j:secret@localhost")
    with pytest.raises(UsageError, match="HANDOVER_DATABSE_URL; did you mean 'HANDOVER_DATABASE_URL'") as caught:
        load_settings()
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "65536"), ("PORT", "-1"), ("PORT", "http"), ("HEAP", "much"), ("HEAP", "512"),
        ("ALLOWED_HOSTS", "a b"), ("ALLOWED_HOSTS", "a:80"), ("HOME", "~no-such-user/x"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_with_what_was_expected(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"HANDOVER_{name}", value)
    description = Settings.model_fields[name.lower()].description
    with pytest.raises(UsageError) as caught:
        load_settings()
    assert caught.value.what == f"HANDOVER_{name}: expected {description}, not {value!r}."


def test_every_wrong_value_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDOVER_PORT", "x")
    monkeypatch.setenv("HANDOVER_HEAP", "x")
    with pytest.raises(UsageError, match=r"HANDOVER_HEAP.*\n.*HANDOVER_PORT"):
        load_settings()


@pytest.mark.parametrize(
    "url", ["bolt://neo4j:secret@localhost:7687", "neo4j+s://neo4j:secret@x.example", "http://secret"]
)
def test_a_password_is_never_shown(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("HANDOVER_DATABASE_URL", url)
    try:
        shown = repr(load_settings()) + repr(load_settings().database)
    except UsageError as error:
        assert url == "http://secret"
        shown = f"{error}{error!r}{error.__cause__!r}"
    assert "secret" not in shown


def test_allowed_hosts_are_a_list_of_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDOVER_ALLOWED_HOSTS", " Handover.example, [::1] ,")
    assert load_settings().allowed_hosts == ("handover.example", "[::1]")


def test_a_file_of_another_user_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("HANDOVER_DATABASE_URL=bolt://evil.example\n")
    if os.geteuid() == 0:
        os.chown(".env", 65534, 65534)
    else:
        monkeypatch.setattr(os, "geteuid", lambda: 65534)
    with pytest.raises(UsageError, match="another user"):
        load_settings()


def test_a_file_that_is_no_text_is_refused_in_words() -> None:
    Path(".env").write_bytes(b"HANDOVER_PORT=\xff\n")
    with pytest.raises(UsageError, match="can't be read"):
        load_settings()
