"""Counts and first pages are what the whole answer has, on random histories and random patterns."""

from __future__ import annotations

from functools import partial
from random import Random
from typing import TYPE_CHECKING

import pytest

from graph import access
from graph.patterns import candidates, pages, undoubted
from graph.patterns.history import histories
from graph.patterns.matching import match
from graph.patterns.question import Question
from tests.patterns import random_language
from tests.patterns.test_language import hold, patterns

if TYPE_CHECKING:
    from graph.engine import Engine
    from graph.patterns.language.model import Pattern
    from graph.unit import Unit

SEED, SUBJECTS, FORMS = 6, 60, 5


@pytest.fixture(scope="module")
def told(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Hold random histories."""
    rng = Random(SEED)  # noqa: S311  nothing is secret here
    path = tmp_path_factory.mktemp("pages") / "random.json"
    hold(engine, path, {f"person/{n}": random_language.history(rng) for n in range(SUBJECTS)})
    return engine


def test_counts_and_first_pages_are_those_of_the_whole_answer(told: Engine) -> None:
    rng = Random(SEED)  # noqa: S311  nothing is secret here
    asked = [pattern for _, pattern in patterns(rng, FORMS, 1)]
    found = [_compared(told, pattern, rng) for pattern in asked]
    assert min(map(sum, zip(*found, strict=True))) > 0, "matches, near misses and what can't be told are all met"


def test_what_is_counted_is_what_is_matched(told: Engine) -> None:
    rng = Random(SEED + 1)  # noqa: S311  nothing is secret here
    for said, pattern in patterns(rng, 4 * FORMS, 1):
        assert pages.count(told, pattern) == match(told, pattern).counts, said


def test_a_history_of_which_nothing_is_in_doubt_is_the_same_without_its_claims(told: Engine) -> None:
    rng = Random(SEED + 2)  # noqa: S311  nothing is secret here
    asked = [pattern for _, pattern in patterns(rng, FORMS, 1)]
    met = [told.read(partial(_same_without_claims, pattern=pattern)) for pattern in asked]
    assert min(map(sum, zip(*met, strict=True))) > 0, "subjects in doubt and others are met"


def _same_without_claims(unit: Unit, pattern: Pattern) -> tuple[int, int]:
    """Compare the histories of whom nothing is in doubt; return of how many there were, and weren't, such."""
    reader = access.reader(unit, access.ALL)
    rows = list(candidates.rows(unit, pattern, reader, Question(level=access.ALL)))
    seated = {row.uid: {each.uid for seat in row.seats for each in seat} for row in rows}
    read = histories(unit, [*seated], reader, seated)
    alone = undoubted.histories(unit, pattern, rows)
    for uid, history in alone.items():
        assert not any(each.conditions or each.told for each in read[uid].statements)
        whole = {event: told.days for event, told in read[uid].events.items()}
        known = {event: told.days for event, told in history.events.items()}
        assert known.items() <= whole.items()
    return len(alone), len(rows) - len(alone)


def _compared(engine: Engine, pattern: Pattern, rng: Random) -> tuple[int, int, int]:
    """Compare what is asked for by itself with the whole; return how much of what there was beyond the page."""
    certain, most = rng.random() < 0.5, rng.randint(1, 4)
    question = Question(
        happened_by=random_language.text(rng.choice(random_language.DAYS)) if rng.random() < 0.3 else ""
    )
    whole = match(engine, pattern, question, near_misses=True)
    whole = whole.only_certain() if certain else whole
    near = whole.near_misses or ()
    page = pages.first_page(engine, pattern, most, question, near_misses=True, certain=certain)
    assert page.matches == whole.matches[:most]
    assert page.near_misses == near[:most]
    assert page.counts == pages.count(engine, pattern, question, certain=certain) == whole.counts
    return len(whole.matches[most:]), len(near[most:]), len(whole.inconsistent)
