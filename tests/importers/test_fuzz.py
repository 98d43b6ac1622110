"""Whatever is done to a case file, it is read or refused in words with a place; nothing else is ever raised.

FUZZ_EXAMPLES=100000 makes of each test's minute in CI the hour that it is given once in a while.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graph.errors import InputRefused
from importers import load
from importers.coverage import coverage
from importers.doubts import problems
from importers.shipped import cases_folder
from tests.importers.generated import files
from tests.importers.test_document import SIGNS

if TYPE_CHECKING:
    from pathlib import Path

    from hypothesis.strategies import DrawFn

THOROUGH = settings(
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "150")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
WRONG: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.sampled_from(
        ["event/a", "0000-13-99", "2022-05/2022-03", "[..]", "P", "25:61", "a/" * 300, "person/" + "a" * 5000]
    ),
    st.recursive(st.text(max_size=3), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner)),
)
SMALL = [text for path in sorted(cases_folder().rglob("*.yaml")) if len(text := path.read_bytes()) < 9000]


@st.composite
def damaged(draw: DrawFn) -> Any:
    """Take a valid file and change up to five of its parts into something that doesn't belong there."""
    data: Any = draw(files()).data
    for _ in range(draw(st.integers(1, 5))):
        data = _changed(draw, data)
    return data


def _changed(draw: DrawFn, part: Any) -> Any:
    if not isinstance(part, dict | list) or not part or draw(st.integers(0, 5)) == 0:
        return draw(WRONG)
    keys: list[Any] = sorted(part) if isinstance(part, dict) else list(range(len(part)))
    chosen = draw(st.sampled_from(keys))
    if isinstance(part, list):
        return [_changed(draw, one) if place == chosen else one for place, one in enumerate(part)]
    renamed = draw(st.sampled_from([chosen, chosen, chosen, chosen[1:], *keys]))
    return {
        (renamed if key == chosen else key): (_changed(draw, one) if key == chosen else one)
        for key, one in part.items()
    }


@st.composite
def cut_up(draw: DrawFn) -> bytes:
    """Take the text of a shipped file and cut from it, repeat parts of it, and put signs into it."""
    text = draw(st.sampled_from(SMALL))
    for _ in range(draw(st.integers(1, 4))):
        start, size = draw(st.integers(0, len(text))), draw(st.integers(0, 60))
        sign = draw(st.sampled_from(SIGNS).map(str.encode) | st.binary(max_size=4))
        text = text[:start] + draw(st.sampled_from([b"", sign, text[start : start + size] * 2])) + text[start + size :]
    return text


def read_or_refused(path: Path) -> None:
    try:
        gathered = load.gather([path])
    except InputRefused as refusal:
        told = refusal.problems
    else:
        told = (*gathered.errors, *gathered.unknown(gathered.outside()))
        if not gathered.errors:
            covered = coverage(load.read([path]))
            told = (*told, *problems(gathered.doubts()), *covered.gaps)
            assert covered.readings or told or list(gathered.datasets())
    assert {problem.place.file for problem in told} <= {str(path)}
    assert all(problem.expected and str(problem) for problem in told)


@given(data=damaged())
@example(data={"persons": [{"uid": "person/a", "name": [{"value": "A", "attitudes": [None]}]}]})
@THOROUGH
@pytest.mark.timeout(0)
def test_a_file_with_parts_that_dont_belong_is_read_or_refused(data: Any, tmp_path: Path) -> None:
    (tmp_path / "case.json").write_text(json.dumps(data))
    read_or_refused(tmp_path / "case.json")


@given(text=cut_up())
@THOROUGH
@pytest.mark.timeout(0)
def test_a_text_that_was_cut_up_is_read_or_refused(text: bytes, tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_bytes(text)
    read_or_refused(tmp_path / "case.yaml")
