"""`handover draw`: a file in the format that its ending names, or a refusal and no file at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image
from pypdf import PdfReader

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.commands import Done

STARTS = {".svg": b"<?xml", ".pdf": b"%PDF", ".png": b"\x89PNG", ".html": b"<!doctype html>"}


@pytest.mark.parametrize("ending", STARTS)
def test_an_item_is_drawn_in_the_format_that_is_named(cli: Callable[..., Done], tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"картина{ending}"
    done = cli("draw", "person/yuri-kastsiuk", "--out", file)
    assert (done.status, done.out) == (0, "")
    assert "Yuri Kastsiuk, " in done.err
    assert file.read_bytes().startswith(STARTS[ending])
    assert file.stat().st_mode & 0o077 == 0


def test_who_matches_a_pattern_is_drawn(cli: Callable[..., Done], tmp_path: Path) -> None:
    assert cli("draw", "migration-rearrest", "--out", tmp_path / "a.svg", "--align", "handover").status == 0
    drawn = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "Vyacheslav Lapa" in drawn
    assert "Yuri Kastsiuk" in drawn


@pytest.mark.parametrize("ending", [".svg", ".pdf", ".json", ".html"])
def test_a_picture_is_drawn_again_the_same_by_the_recipe_it_carries(
    cli: Callable[..., Done], tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"a{ending}"
    cli("draw", "migration-rearrest", "--align", "handover", "--out", file)
    first = file.read_bytes()
    assert cli("redraw", file).status == 0
    assert file.read_bytes() == first
    assert cli("redraw", file, "--out", tmp_path / "b.gexf").status == 0


@pytest.mark.parametrize("asked", [("person/yuri-kastsiuk",), ("no-release-known", "--timeline")])
def test_a_picture_that_is_too_full_for_one_sheet_is_drawn_on_several(
    cli: Callable[..., Done], tmp_path: Path, asked: tuple[str, ...]
) -> None:
    whole, one = tmp_path / "a.pdf", tmp_path / "b.png"
    assert cli("draw", *asked, "--out", whole).status == 0
    pages = len(PdfReader(whole).pages)
    assert pages > 1
    assert cli("draw", *asked, "--sheet", pages, "--out", one).status == 0
    first = one.read_bytes()
    assert f"(sheet {pages} of {pages})".encode() in first
    with Image.open(one) as drawn:
        assert max(drawn.size) <= 3508
    assert cli("redraw", one).status == 0
    assert one.read_bytes() == first
    refused = cli("draw", *asked, "--sheet", pages + 1, "--out", one)
    assert (refused.status, f"the picture has {pages}" in refused.err) == (2, True)
    assert one.read_bytes() == first
    refused = cli("draw", *asked, "--sheet", 1, "--out", tmp_path / "c.html")
    assert (refused.status, "no sheet ends in '.html'" in refused.err) == (2, True)


def test_a_timeline_is_drawn_and_drawn_again(cli: Callable[..., Done], tmp_path: Path) -> None:
    file = tmp_path / "a.svg"
    assert cli("draw", "person/yuri-kastsiuk", "--timeline", "--out", file).status == 0
    first = file.read_bytes()
    assert cli("redraw", file).status == 0
    assert file.read_bytes() == first
    refused = cli("draw", "agreement/ru-by-security-1992", "--timeline", "--out", tmp_path / "b.svg")
    assert (refused.status, "nothing happened to" in refused.err) == (2, True)
    refused = cli("draw", "abduction", "--timeline", "--out", tmp_path / "b.gexf")
    assert (refused.status, "no timeline ends in '.gexf'" in refused.err) == (2, True)


def test_the_statistics_of_a_pattern_are_drawn_and_drawn_again(cli: Callable[..., Done], tmp_path: Path) -> None:
    file = tmp_path / "a.svg"
    assert cli("draw", "abduction", "--statistics", "--out", file).status == 0
    first = file.read_bytes()
    assert "By agency" in first.decode()
    assert cli("redraw", file).status == 0
    assert file.read_bytes() == first
    for target, option, what in (
        ("person/yuri-kastsiuk", "--statistics", "statistics are of who matches a pattern"),
        ("abduction", "--timeline", "--statistics goes with neither"),
    ):
        refused = cli("draw", target, "--statistics", option, "--out", tmp_path / "b.svg")
        assert (refused.status, what in refused.err) == (2, True)
    refused = cli("draw", "abduction", "--statistics", "--out", tmp_path / "b.html")
    assert (refused.status, "no plot ends in '.html'" in refused.err) == (2, True)


def test_a_query_and_a_pattern_of_ones_own_are_drawn_and_drawn_again(cli: Callable[..., Done], tmp_path: Path) -> None:
    query, pattern = tmp_path / "persons.graphql", tmp_path / "own.yaml"
    query.write_text("{ persons(first: 3) { nodes { uid subjectOf(first: 2) { nodes { uid } } } } }")
    pattern.write_text("name: own\ntitle: Own\nsubject: Person\nsteps: [{id: a, kind: abduction}]\n")
    for file, said in ((query, "persons, "), (pattern, "Own, ")):
        done = cli("draw", file, "--out", tmp_path / "a.svg")
        assert (done.status, said in done.err) == (0, True), done.err
        first = (tmp_path / "a.svg").read_bytes()
        file.unlink()
        assert cli("redraw", tmp_path / "a.svg").status == 0
        assert (tmp_path / "a.svg").read_bytes() == first


def test_what_carries_no_recipe_is_not_drawn_again(
    cli: Callable[..., Done], tmp_path: Path, write: Callable[..., Path]
) -> None:
    for file in (write("nothing", "a.svg"), write("%PDF-1.5", "a.pdf"), tmp_path / "no.svg"):
        done = cli("redraw", file)
        assert done.status == 2
        assert "carries no recipe" in done.err or "can't be read" in done.err
    done = cli("redraw", write('<metadata id="handover-recipe">{"x": 1}</metadata>', "b.svg"))
    assert "asks for nothing that can be drawn" in done.err
    recipe = '{"target": "person/yuri-kastsiuk", "sheet": "first"}'
    done = cli("redraw", write(f'<metadata id="handover-recipe">{recipe}</metadata>', "c.svg"))
    assert (done.status, "there is no sheet first" in done.err) == (2, True), done.err


@pytest.mark.parametrize(
    ("target", "file", "what", "way_out"),
    [
        ("person/yuri-kastsuik", "a.svg", "nothing is said of person/yuri-kastsuik", "'person/yuri-kastsiuk'"),
        ("persn/yuri", "a.svg", "no item 'persn/yuri'", "'person'"),
        ("abductoin", "a.svg", "no pattern 'abductoin'", "'abduction'"),
        ("abduction", "a.pgn", "no picture ends in '.pgn'", "'.png'"),
        ("abduction", "a", "no picture ends in 'nothing'", ".html"),
        ("abduction", "no/such/folder/a.svg", "can't be written", "a folder that there is"),
    ],
)
def test_what_can_not_be_drawn_is_refused(
    cli: Callable[..., Done], tmp_path: Path, target: str, file: str, what: str, way_out: str
) -> None:
    done = cli("draw", target, "--out", tmp_path / file)
    assert done.status == 2
    assert what in done.err
    assert way_out in done.err
    assert list(tmp_path.iterdir()) == []
