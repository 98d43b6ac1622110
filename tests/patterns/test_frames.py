"""An answer as a data frame of pandas and of polars, or of neither."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import polars as pl
import pytest

from graph.errors import UsageError
from graph.patterns import Answer, Match, frame
from graph.patterns.flat import COLUMNS
from graph.patterns.matches import FilledStep, Found, Gap

if TYPE_CHECKING:
    from typing import Any

EVENTS = (
    Found("event/r", "release", "1022-05-01", "1022-05-01", "1022-05-01", True, ()),
    Found("event/x", "extradition", None, None, None, False, ()),
)
STEPS = tuple(FilledStep(step, events) for step, events in (("r", EVENTS[:1]), ("n", ()), ("x", EVENTS[1:])))
MATCH = Match("person/a", "A", "certain", (), "documented", (), STEPS, (Gap("r", "x", 3, None),))
ANSWER = Answer("asked", "Asked", (MATCH,))


def test_pandas_columns_have_types_and_know_what_is_not_stated() -> None:
    found = frame(ANSWER, "pandas")
    assert list(found.columns) == list(COLUMNS)
    assert list(found["event"]) == ["event/r", "", "event/x"]
    assert found["earliest"][0].date() == date(1022, 5, 1)
    assert list(found["earliest"].isna()) == [False, True, True]
    assert (found["gap_min_days"][2], found["gap_min_days"].sum()) == (3, 3)
    assert list(found["exact"].isna()) == [False, True, False]
    assert found["date"].isna()[2]
    types = {name: str(found[name].dtype) for name in ("number", "earliest", "exact", "gap_max_days", "name", "date")}
    assert types == {
        "number": "Int64",
        "earliest": "datetime64[s]",
        "exact": "boolean",
        "gap_max_days": "Int64",
        "name": "str",
        "date": "str",
    }


def test_polars_columns_have_types_and_know_what_is_not_stated() -> None:
    found = frame(ANSWER, "polars")
    assert found.columns == list(COLUMNS)
    assert found["earliest"].to_list() == [date(1022, 5, 1), None, None]
    assert found["exact"].to_list() == [True, None, False]
    assert found["gap_min_days"].to_list() == [None, None, 3]
    assert found.schema["gap_max_days"] == pl.Int64
    assert found.schema["latest"] == pl.Date


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_no_match_is_a_frame_without_rows(library: Any) -> None:
    found = frame(Answer("asked", "Asked", ()), library)
    assert (found.shape, list(found.columns)) == ((0, len(COLUMNS)), list(COLUMNS))


def test_the_library_that_is_there_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(frame(ANSWER), pd.DataFrame)
    monkeypatch.setitem(sys.modules, "pandas", None)
    assert isinstance(frame(ANSWER), pl.DataFrame)
    with pytest.raises(UsageError, match=r"pandas is not installed\n  way out: .* pip install pandas"):
        frame(ANSWER, "pandas")
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(UsageError, match=r"neither pandas nor polars is installed\n  way out: "):
        frame(ANSWER)
