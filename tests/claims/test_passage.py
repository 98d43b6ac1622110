"""A passage of a document lists every claim that cites it, quoted ones and attitudes too, and no other passage's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.changes import batches
from graph.changes.batches import Dataset
from graph.claims.claim import ATTITUDE, Claim
from graph.errors import UsageError
from graph.items.passage import passage

if TYPE_CHECKING:
    from graph.engine import Engine

HERE = {"source": "source/report", "locator": "section 1, paragraph 1", "standing": "documented"}
WORDS = HERE | {"locator": "section 1, paragraph 1, 'lawyer'"}
ELSEWHERE = HERE | {"locator": "section 1, paragraph 10"}
LETTER = HERE | {"source": "source/letter", "quoted_in": "source/report"}
SAID = Claim("event/x", "kind", "arrest", **ELSEWHERE)
CLAIMS = (
    Claim("source/report", "held", value=True),
    Claim("source/letter", "held", value=False),
    Claim("person/a", "name", "Ann", **WORDS),
    Claim("event/x", "subject", target="person/a", role="target", **HERE),
    Claim("event/x", "note", "From the letter", **LETTER),
    SAID,
    Claim(SAID.uid, ATTITUDE, "denies", by="person/a", **HERE),
)


@pytest.fixture
def case(graph: Engine) -> Engine:
    batches.load(graph, [Dataset("d", "1", CLAIMS)])
    return graph


def test_all_that_cites_a_passage_is_listed_and_nothing_else(case: Engine) -> None:
    found = passage(case, "source/report", "section 1, paragraph 1")
    assert [(each.uid, each.claim.field, each.claim.value or each.end, each.to) for each in found] == [
        ("event/x", ATTITUDE, "denies", "kind"),
        ("event/x", "note", "From the letter", None),
        ("event/x", "subject", "Ann", None),
        ("person/a", "name", "Ann", None),
    ]


def test_the_words_after_a_comma_narrow_a_passage(case: Engine) -> None:
    assert [each.uid for each in passage(case, "source/report", "section 1, paragraph 1, 'lawyer'")] == ["person/a"]
    assert len(passage(case, "source/report", "section 1")) == len(CLAIMS) - 2


@pytest.mark.parametrize(
    ("source", "locator", "way_out"),
    [
        ("source/report", "section 1, paragraph 11", "did you mean 'section 1, paragraph 1"),
        ("source/letter", "section 1, paragraph 1", "handover coverage"),
        ("source/other", "page 1", "handover coverage"),
    ],
)
def test_where_nothing_is_cited_the_way_out_is_told(case: Engine, source: str, locator: str, way_out: str) -> None:
    with pytest.raises(UsageError) as refused:
        passage(case, source, locator)
    assert refused.value.way_out.startswith(way_out)
