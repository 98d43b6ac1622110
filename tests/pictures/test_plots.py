"""A pattern's figures as a plot: every number in a table, every look from the ontology, and nothing of chance."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from graph.ontology.actors import Agency, Person, State
from graph.patterns.figures.statistics import Group, Spread, Stage, Statistics, Tally
from graph.patterns.ties import Item
from graph.pictured.subgraph import Subgraph
from tests.pictures.hostile import ATTEMPTS
from viz import figures, marks, plots, recipe
from viz.pictures import PLOTS
from viz.style import tint

RUSSIA, BELARUS = Item("state/ru", "Russia"), Item("state/by", "Belarus")


def group(key: dict[str, Item | str | None], certain: int, possible: int = 0) -> Group:
    return Group(key, Tally(certain + 10, possible), Tally(certain, possible))


FIGURES = Statistics(
    {
        "state_pair": (group({"from": RUSSIA, "to": BELARUS}, 31, 12), group({"from": RUSSIA, "to": None}, 17)),
        "agency": (group({"agency": Item("agency/a", "Служба за $5 и $6"), "role": "carried_out"}, 23),),
        "year": (group({"year": "2021"}, 19), group({"year": None}, 29)),
        "court": (group({"court": None, "role": None}, 48),),
    },
    (
        Spread("release", "rearrest", "certain", 3, 207, 0, 5, 2, (7, 20.5, 90)),
        Spread("release", "rearrest", "possible", 4, None, 1, 0, 1, None),
    ),
    (Stage("release", Tally(53, 14), 0), Stage("rearrest", Tally(48, 12), 11)),
)
ABOUT = Subgraph("Released", (), (), datasets=(("case", "7"),), as_of="2022-09-26", asked={"pattern": "x"})


def told(figures: Statistics = FIGURES) -> list[str]:
    """All texts of a plot in its order."""
    root = ET.fromstring(plots.draw(figures, ABOUT, "svg"))
    return [text for text in map(str.strip, root.itertext()) if text]


def test_every_number_that_is_drawn_stands_beside_it() -> None:
    texts = told()
    for said in ("Russia to Belarus", "Russia to not stated", "Служба за $5 и $6, executor", "2021", "not stated"):
        assert said in texts
    for number in ("31", "12", "17", "23", "33", "19", "29", "53", "14", "48", "3", "207", "20.5", "no bound"):
        assert number in texts
    assert "rearrest, 11 undecided" in texts
    assert "Data: case 7. Graph of 2022-09-26." in texts
    assert "By court" not in texts, "nothing is stated of courts"


def test_who_can_not_see_it_is_told_all_of_it() -> None:
    summary = plots.plot(FIGURES, ABOUT).summary()
    assert summary in told()
    assert "Russia to Belarus: 31, 12, 41, 12; Russia to not stated: 17, 0, 27, 0" in summary


def test_colours_are_the_ontologys_and_what_is_possible_is_hatched() -> None:
    drawn = plots.draw(FIGURES, ABOUT, "svg").decode().upper()
    for colour in (Agency.look.colour.value, Person.look.colour.value, tint(State.look.colour)):
        assert colour in drawn
    assert "<PATTERN" in drawn
    sure = replace(FIGURES.only_certain(), gaps=())
    assert "<PATTERN" not in plots.draw(sure, ABOUT, "svg").decode().upper()


def test_a_bar_is_as_long_as_its_number() -> None:
    from matplotlib.figure import Figure  # noqa: PLC0415  what draws is asked here alone

    axes = Figure().add_subplot()
    funnel = figures.panels(replace(FIGURES, counts={}, gaps=()))[0]
    marks.drawn(axes, funnel)
    wide = [round(bar.get_width() * 67) for bar in axes.patches]  # type: ignore[attr-defined]
    assert wide == [53, 14, 48, 12]


@pytest.mark.parametrize("ending", PLOTS)
def test_the_same_figures_give_the_same_bytes_and_carry_their_recipe(ending: str) -> None:
    made = PLOTS[ending](FIGURES, ABOUT)
    assert made == PLOTS[ending](FIGURES, ABOUT)
    assert recipe.carried(made) == {"pattern": "x"}


@pytest.mark.parametrize("many", [1, 60])
def test_a_plot_is_printed_on_paper_however_long_it_is(many: int) -> None:
    groups = tuple(group({"year": str(1900 + number)}, number + 1) for number in range(many))
    counts = dict.fromkeys(("one", "two", "three", "four", "five"), groups)
    drawn = plots.draw(replace(FIGURES, counts=counts), ABOUT, "svg").decode()
    wide, high = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn).groups())  # type: ignore[union-attr]
    assert 0.7 < wide / high < 1.42
    assert ("40 more: handover match --statistics lists them" in drawn) is (many == 60)


def test_what_nobody_should_load_is_text_and_nothing_else() -> None:
    groups = tuple(group({"agency": Item(f"agency/{n}", text), "role": text}, 1) for n, text in enumerate(ATTEMPTS))
    stages = tuple(Stage(text, Tally(1, 0), 0) for text in ATTEMPTS)
    drawn = plots.draw(Statistics({"agency": groups}, (), stages), replace(ABOUT, title=ATTEMPTS[1]), "svg")
    tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(drawn).iter()}
    assert not tags & {"script", "img", "image", "a", "b", "foreignObject"}
    assert "\u202e" not in drawn.decode()
