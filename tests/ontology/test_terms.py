"""Terms that are renamed, given up or split: files keep reading, what is shown and asked for uses today's term."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.ontology import vocabulary
from graph.ontology.values import term

if TYPE_CHECKING:
    from graph.ontology.vocabulary import Scheme

LABEL = "label: {en: a, ru: а, be: а}\n    definition: A."
MOVES = f"""
moves:
  label: {{en: a, ru: а, be: а}}
  definition: A.
  terms:
   return:
    {LABEL}
   removal:
    {LABEL}
    broader: [return]
    renamed_from: [expulsion, sending_away]
   carriage:
    {LABEL}
    broader: [return]
    deprecated: {{since: "0.2", use: removal}}
   coach:
    {LABEL}
    deprecated: {{since: "0.1", use: carriage}}
   return_or_release:
    {LABEL}
    broader: [return]
    deprecated: {{since: "0.3", use: [return, release]}}
   release:
    {LABEL}
"""


@pytest.fixture
def moves(monkeypatch: pytest.MonkeyPatch) -> Scheme:
    schemes = vocabulary.parsed(MOVES)
    monkeypatch.setattr(vocabulary, "schemes", lambda: schemes)
    return schemes["moves"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("removal", "removal"),
        ("expulsion", "removal"),
        ("carriage", "removal"),
        ("coach", "removal"),
        ("return_or_release", "return_or_release"),
    ],
)
def test_what_is_shown_is_the_current_term(moves: Scheme, name: str, shown: str) -> None:
    assert moves.current(name) == shown
    assert moves.rank(name) == moves.rank(shown)
    assert moves.below(name) == moves.below(shown)


def test_who_asks_by_an_old_name_finds_what_is_shown_by_the_new(moves: Scheme) -> None:
    assert "removal" in moves.below("expulsion")
    assert {"removal", "return_or_release"} <= moves.below("return")


@pytest.mark.parametrize("name", ["removal", "expulsion", "sending_away", "carriage", "coach"])
def test_a_file_may_go_on_saying_what_it_said(moves: Scheme, name: str) -> None:
    """Claims keep the word, so that a file that was loaded before the renaming is unchanged after it."""
    assert term("moves").read(name) == name


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("removal", ""),
        ("expulsion", "removal (expulsion is an older term)"),
        ("carriage", "removal (carriage is an older term)"),
        ("return_or_release", "return or release (return_or_release is an older term)"),
    ],
)
def test_the_reader_is_told_what_to_say_instead(moves: Scheme, name: str, advice: str) -> None:
    assert moves.advice(name) == advice


def test_a_term_that_was_split_is_refused_with_what_to_choose_from(moves: Scheme) -> None:
    with pytest.raises(ValueError, match="return or release "):
        term("moves").read("return_or_release")


def test_what_never_was_a_term_is_refused_with_what_is_nearest(moves: Scheme) -> None:
    with pytest.raises(ValueError, match="did you mean 'removal'"):
        term("moves").read("removals")


def test_a_database_is_told_each_name_that_is_shown_as_another(moves: Scheme) -> None:
    assert sorted(vocabulary.replacements()) == [
        "moves carriage removal",
        "moves coach removal",
        "moves expulsion removal",
        "moves sending_away removal",
    ]
