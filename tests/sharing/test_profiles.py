"""Profiles as data: what ships reads, what is wrong is told with its place; keys are somebody's own."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from graph.errors import InputRefused, UsageError
from graph.share import profiles
from graph.share.pseudonyms import codes, key_of
from graph.share.schema import profile_schema
from importers import profilefile

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = {
    name: resources.files(profiles).joinpath(f"{name}.yaml").read_text(encoding="utf-8") for name in profiles.names()
}


def test_three_ship_and_keep_to_the_schema() -> None:
    assert list(SHIPPED) == ["court", "internal", "public"]
    schema = Draft202012Validator(profile_schema())
    for name, text in SHIPPED.items():
        assert profiles.profile(name).name == name
        schema.validate(yaml.safe_load(text))


def test_terms_hold_for_what_is_below_them() -> None:
    left_out = profiles.profile("public").left_out
    assert {"protest", "civic_activity"} <= left_out.kinds
    assert "appointed_counsel" in left_out.roles


@pytest.mark.parametrize(
    ("replaced", "by", "line", "told", "nearest"),
    [
        ("persons: all", "persons: al", 3, "persons 'al': one of all, sensitive, none", "'all'"),
        ("dates: month", "dates: week", 5, "one of year, month, day", ""),
        ("smallest_cell: 5", "smallest_cell: few", 9, "a whole number from 1", ""),
        ("civic_activity", "civic_activty", 13, "left_out.kinds[0]", "'civic_activity'"),
        ("links: [relative_of]", "links: [subject]", 11, "left_out.links[0] 'subject'", ""),
        ("citizen_of", "citizn_of", 14, "redacted[0] 'citizn_of'", "'citizen_of'"),
        ("  Mechanism:", "  Mechanisms:", 27, "open.Mechanisms", "'Mechanism'"),
        ("iso_code", "iso_cod", 22, "open.State[1] 'iso_cod'", "'iso_code'"),
        ("locators: cut\n", "", 1, "locators: one of cut, shown", ""),
        ("qualifiers: []", "qualifiers: gap", 15, "a list of names, [] for none", ""),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, replaced: str, by: str, line: int, told: str, nearest: str
) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(SHIPPED["public"].replace(replaced, by, 1), encoding="utf-8")
    with pytest.raises(InputRefused) as refused:
        profilefile.named(str(file))
    problem = str(refused.value.problems[0])
    assert f"own.yaml:{line}:" in problem
    assert told in problem
    assert nearest in problem


@pytest.mark.parametrize("data", [None, [], "public", {"open": 3, "left_out": []}])
def test_what_is_no_profile_is_refused(data: Any, tmp_path: Path) -> None:
    file = tmp_path / "own.json"
    file.write_text(yaml.safe_dump(data), encoding="utf-8")
    with pytest.raises(InputRefused):
        profilefile.named(str(file))


def test_an_unknown_name_is_told_the_nearest() -> None:
    with pytest.raises(UsageError, match="'publc'") as refused:
        profilefile.named("publc")
    assert "did you mean 'public'? known: court, internal, public" in refused.value.way_out


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "key"
    key = key_of(file)
    assert key_of(file) == key
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o644)
    with pytest.raises(UsageError, match="others may read the key") as refused:
        key_of(file)
    assert "chmod 600" in refused.value.way_out


@pytest.mark.parametrize("text", ["", "abc", "0" * 62, "no key"])
def test_what_is_no_key_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "key"
    file.touch(mode=0o600)
    file.write_text(text, encoding="ascii")
    with pytest.raises(UsageError, match="holds no key"):
        key_of(file)
    with pytest.raises(UsageError, match="can't be used as a key"):
        key_of(tmp_path / "no" / "key")


def test_codes_are_longer_where_they_would_begin_alike() -> None:
    many = codes(b"k" * 32, [f"person/{n}" for n in range(20_000)])
    assert len(set(many.values())) == len(many)
    assert {len(code) for code in many.values()} == {len(next(iter(many.values())))}
