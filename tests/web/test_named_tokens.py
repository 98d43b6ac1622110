"""Named tokens: made once, kept as digests, good for what their role says, and gone when they are revoked."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

import pytest

from api.audit import Audit
from api.callers import Caller, Role
from api.named_tokens import NamedTokens
from api.tokens import TokenDigest
from api.web.answers import Refused
from api.web.rate import Rate
from api.web.server import listen
from graph.errors import HomeUnusable, UsageError
from tests.web.conftest import serving

if TYPE_CHECKING:
    from pathlib import Path


def caller(tokens: NamedTokens, presented: str) -> Caller | None:
    return tokens.caller(TokenDigest.of(presented))


def test_a_token_is_known_until_it_is_revoked_in_every_process(tmp_path: Path) -> None:
    home = tmp_path / "home"
    server, shell = NamedTokens(home), NamedTokens(home)
    assert server.every() == []
    token = shell.make("anna", Role.write)
    shell.make("boris", Role.read_public)
    assert caller(server, token) == Caller("anna", Role.write)
    assert caller(server, token + "x") is None
    assert [each.name for each in server.every()] == ["anna", "boris"]
    shell.revoke("anna")
    assert caller(server, token) is None
    again = shell.make("anna", Role.read_all)
    assert (caller(server, token), caller(server, again)) == (None, Caller("anna", Role.read_all))
    (home / "tokens.json").unlink()
    assert caller(server, again) is None


def test_the_file_is_the_owners_and_holds_no_token(tmp_path: Path) -> None:
    tokens = NamedTokens(tmp_path / "home")
    token = tokens.make("anna", Role.administer)
    for file in (tmp_path / "home").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert token not in file.read_text(encoding="utf-8")
    (tmp_path / "home" / "tokens.json").chmod(0o640)
    with pytest.raises(HomeUnusable, match="open to others"):
        NamedTokens(tmp_path / "home").every()


@pytest.mark.parametrize("text", ["", "[1]", "{}x", '[{"name": "a"}]', '[{"name": 1, "role": "king"}]'])
def test_a_file_that_holds_something_else_is_told(tmp_path: Path, text: str) -> None:
    tokens = NamedTokens(tmp_path)
    tmp_path.chmod(0o700)
    tokens.make("anna", Role.write)
    (tmp_path / "tokens.json").write_text(text, encoding="utf-8")
    with pytest.raises(HomeUnusable, match="holds no tokens"):
        NamedTokens(tmp_path).every()


@pytest.mark.parametrize("name", ["", "Anna", "owner", "a b", "../x", "a" * 64, "-a"])
def test_names_are_plain(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no name for a token"):
        NamedTokens(tmp_path / "home").make(name, Role.write)


def test_a_name_is_given_once_and_a_wrong_one_told_with_the_nearest(tmp_path: Path) -> None:
    tokens = NamedTokens(tmp_path / "home")
    tokens.make("anna", Role.write)
    with pytest.raises(UsageError, match="already"):
        tokens.make("anna", Role.read_all)
    with pytest.raises(UsageError, match=r"did you mean 'anna'"):
        tokens.revoke("ana")


def test_a_named_token_signs_in_and_its_session_ends_with_it(tmp_path: Path) -> None:
    tokens = NamedTokens(tmp_path / "home")
    token = tokens.make("anna", Role.read_public)
    with serving(named=tokens.caller) as site:
        site.token = token
        cookie = site.sign_in()
        assert site.client.get("/", headers=cookie).status_code == 200
        assert site.client.get("/", headers=site.bearer).status_code == 200
        tokens.revoke("anna")
        assert site.client.get("/", headers=cookie).status_code == 401
        assert site.client.get("/", headers=site.bearer).status_code == 401
        (tmp_path / "home" / "tokens.json").chmod(0o644)
        assert site.client.get("/", headers=site.bearer).status_code == 503


def test_who_asks_too_often_waits_and_the_owner_does_not(tmp_path: Path) -> None:
    tokens = NamedTokens(tmp_path / "home")
    token = tokens.make("anna", Role.read_public)
    with serving(named=tokens.caller, rate=3) as site:
        named = {"Authorization": f"Bearer {token}"}
        statuses = [site.client.get("/nothing", headers=named).status_code for _ in range(4)]
        assert statuses == [404, 404, 404, 429]
        refused = site.client.get("/nothing", headers=named)
        assert 0 < int(refused.headers["retry-after"]) <= 20
        assert "HANDOVER_RATE" in refused.json()["error"]["way_out"]
        assert {site.client.get("/nothing", headers=site.bearer).status_code for _ in range(9)} == {404}


def test_what_is_left_comes_back_with_time() -> None:
    now = [0.0]
    rate, anna = Rate(60, clock=lambda: now[0]), Caller("anna", Role.write)
    for _ in range(60):
        rate.spend(anna)
    with pytest.raises(Refused):
        rate.spend(anna)
    rate.spend(Caller("boris", Role.write))
    now[0] = 1.0
    rate.spend(anna)
    with pytest.raises(Refused):
        rate.spend(anna)


def test_other_machines_are_let_in_by_named_tokens_alone() -> None:
    with pytest.raises(UsageError, match="handover token make"), listen("0.0.0.0", 0):  # noqa: S104  refused
        pass
    with listen("0.0.0.0", 0, open_to_others=True) as listener:  # noqa: S104  for the length of this line
        assert not listener.is_local


def test_roles_read_what_they_may() -> None:
    levels = [Caller("a", role).level for role in Role]
    assert levels == ["public", "restricted", "restricted", "secret"]
    assert [Caller("a", role).writes for role in Role] == [False, False, True, True]


def test_the_audit_is_one_line_for_each_change(tmp_path: Path) -> None:
    audit = Audit(tmp_path)
    audit.note(Caller("anna", Role.write), "batch undone", batch="batch/1")
    audit.note(Caller("anna", Role.write), "batch undone", batch="batch/2")
    lines = [json.loads(line) for line in (tmp_path / "audit.log").read_text(encoding="utf-8").splitlines()]
    assert [(line["who"], line["role"], line["batch"]) for line in lines] == [
        ("anna", "write", "batch/1"),
        ("anna", "write", "batch/2"),
    ]
    assert stat.S_IMODE((tmp_path / "audit.log").stat().st_mode) == 0o600
