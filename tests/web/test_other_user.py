"""The other user of the machine: can't read the token file, and can't put a token of theirs in its place."""

from __future__ import annotations

import os
import re
import secrets
import stat
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from api.tokens import TokenDigest, local_token
from graph.errors import HomeUnusable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOMEBODY_ELSE = 65534


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def owned_by_somebody_else(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give `path` away, or, where only root may, be somebody else instead."""
    if os.geteuid() == 0:
        os.chown(path, SOMEBODY_ELSE, SOMEBODY_ELSE)
    else:
        monkeypatch.setattr(os, "geteuid", lambda: SOMEBODY_ELSE)


def refusal(home: Path) -> str:
    with pytest.raises(HomeUnusable) as caught:
        local_token(home)
    assert caught.value.way_out
    return caught.value.what


@pytest.mark.usefixtures("no_umask")
def test_file_and_folder_are_the_owners_alone(tmp_path: Path) -> None:
    token = local_token(tmp_path / "new")
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "new" / "token").stat().st_mode) == 0o600
    assert re.fullmatch(r"[\w-]{43}", token, re.ASCII)
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["token"]


def test_the_token_stays_and_each_home_has_its_own(tmp_path: Path) -> None:
    assert local_token(tmp_path / "a") == local_token(tmp_path / "a")
    assert local_token(tmp_path / "a") != local_token(tmp_path / "b")


def test_many_first_starts_at_once_agree(home: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(lambda _: local_token(home), range(64)))) == 1
    assert [path.name for path in home.iterdir()] == ["token"]


def test_who_finds_the_place_taken_at_the_last_moment_takes_the_token_there(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = local_token(home)
    monkeypatch.setattr(os.path, "lexists", lambda _: False)
    assert local_token(home) == first
    assert [path.name for path in home.iterdir()] == ["token"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o602, 0o644, 0o777])
def test_a_token_that_others_can_open_is_refused(home: Path, mode: int) -> None:
    local_token(home)
    (home / "token").chmod(mode)
    assert f"{mode:04o}" in refusal(home)


def test_a_planted_file_of_another_user_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "token").write_text(secrets.token_urlsafe(32))
    (home / "token").chmod(0o600)
    owned_by_somebody_else(home / "token", monkeypatch)
    assert re.search("another user|Others can write", refusal(home))


@pytest.mark.parametrize("exists", [True, False])
def test_a_planted_link_is_refused_and_not_followed(home: Path, tmp_path: Path, exists: bool) -> None:
    target = tmp_path / "target"
    if exists:
        target.write_text(secrets.token_urlsafe(32))
        target.chmod(0o600)
    (home / "token").symlink_to(target)
    assert "symbolic link" in refusal(home)
    assert target.exists() == exists


def test_a_planted_pipe_is_refused_and_not_waited_for(home: Path) -> None:
    os.mkfifo(home / "token", 0o600)
    assert "no regular file" in refusal(home)


def test_a_planted_folder_is_refused(home: Path) -> None:
    (home / "token").mkdir(mode=0o700)
    refusal(home)


@pytest.mark.parametrize("content", [b"", b"short", b"\xff" * 43, b"a" * 44, b"a" * 10_000])
def test_a_file_without_a_token_is_refused(home: Path, content: bytes) -> None:
    (home / "token").write_bytes(content)
    (home / "token").chmod(0o600)
    assert "holds no token" in refusal(home)


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o1777])
def test_a_folder_that_others_write_to_is_refused(home: Path, mode: int) -> None:
    local_token(home)
    home.chmod(mode)
    assert "Others can write" in refusal(home)


def test_a_folder_of_another_user_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owned_by_somebody_else(home, monkeypatch)
    assert "Others can write" in refusal(home)


def test_a_home_that_is_a_file_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    refusal(tmp_path / "home")


def test_no_refusal_shows_the_token(home: Path) -> None:
    token = local_token(home)
    (home / "token").chmod(0o644)
    assert token not in refusal(home)


def test_a_digest_knows_its_token_and_does_not_show_it() -> None:
    token = secrets.token_urlsafe(32)
    digest = TokenDigest.of(token)
    assert digest.is_same(TokenDigest.of(token))
    assert not digest.is_same(TokenDigest.of(token[:-1]))
    assert not digest.is_same(TokenDigest.of(""))
    assert token not in repr(digest)
    assert str(digest.digest) not in repr(digest)
