"""Data folders that can't be used: each is refused before anything starts, with the way out."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from graph.embedded.home import Home, Running
from graph.errors import HomeUnusable

if TYPE_CHECKING:
    from pathlib import Path


def test_a_new_home_is_its_owners(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        Home(tmp_path / "дом" / "с пробелом").prepare()
    finally:
        os.umask(old)
    assert (tmp_path / "дом" / "с пробелом").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "дом" / "с пробелом" / "engine.lock").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("mode", [0o750, 0o705, 0o710, 0o777])
def test_a_home_that_others_can_enter(tmp_path: Path, mode: int) -> None:
    tmp_path.chmod(mode)
    with pytest.raises(HomeUnusable, match=r"other users.*\n.*chmod 700"):
        Home(tmp_path).prepare()


def test_a_home_that_is_another_users(tmp_path: Path) -> None:
    try:
        os.chown(tmp_path, 1, 1)
    except PermissionError:
        pytest.skip("only root may give a folder away")
    with pytest.raises(HomeUnusable, match="belongs to another user"):
        Home(tmp_path).prepare()


def test_a_home_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "home").touch()
    with pytest.raises(HomeUnusable, match=r"can't be made.*\n.*HANDOVER_HOME"):
        Home(tmp_path / "home").prepare()


@pytest.mark.parametrize("disk", [50], indirect=True)
def test_a_home_on_a_read_only_disk(disk: Path) -> None:
    subprocess.run(("mount", "-o", "remount,ro", str(disk)), check=True)
    with pytest.raises(HomeUnusable, match=r"can't be written.*\n.*HANDOVER_HOME"):
        Home(disk).prepare()
    with pytest.raises(HomeUnusable, match="can't be made"):
        Home(disk / "deeper").prepare()


@pytest.mark.parametrize("disk", [50], indirect=True)
def test_a_home_without_room(disk: Path) -> None:
    with pytest.raises(HomeUnusable, match=r"\d+ MB left.*\n.*make room"):
        Home(disk).prepare()


def test_only_one_holds_a_home(tmp_path: Path) -> None:
    home = Home(tmp_path)
    first = home.hold()
    assert first
    assert home.hold() is None
    assert home.holder() == str(os.getpid())
    first.close()
    again = home.hold()
    assert again
    again.close()


def test_an_announcement_is_believed_while_its_engine_holds_it(tmp_path: Path) -> None:
    home, here = Home(tmp_path), Running(os.getpid(), 1)
    announced = home.announce(here)
    assert home.running() == here
    announced.close()
    assert (tmp_path / "engine.json").exists()
    assert home.running() is None


def test_an_announcement_is_withdrawn(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with home.announce(Running(os.getpid(), 1)):
        home.withdraw()
        assert home.running() is None
