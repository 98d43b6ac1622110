"""No kind of file says what its subgraph doesn't: marks are looked for in text, metadata and pixels' company."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.share import profiles
from graph.share.subgraphs import release
from tests.sharing.files import texts
from tests.sharing.planted import Planted
from viz import composing
from viz.pictures import MAKERS, TIMELINES

if TYPE_CHECKING:
    import random

FILES = MAKERS | {f"timeline{ending}": make for ending, make in TIMELINES.items()}
EXCHANGED = (".gexf", ".graphml", ".json")
SIGNS = "ghjkwxzжзйў"
"""Of which a mark has one; more letters would be a name that all marks have in common."""


@pytest.mark.parametrize("profile", profiles.names())
@settings(max_examples=8, deadline=None)
@given(sign=st.sampled_from(SIGNS), shuffled=st.randoms(use_true_random=False))
def test_no_drawing_and_no_text_file_says_more_than_the_profile_opens(
    profile: str, sign: str, shuffled: random.Random
) -> None:
    """Marks stand in every field that the ontology has; they are looked for before anything is laid out."""
    planted, chosen = Planted(f"{sign}{{}}q".format), profiles.profile(profile)
    found = planted.subgraph()
    nodes, ties = list(found.nodes), list(found.ties)
    shuffled.shuffle(nodes)
    shuffled.shuffle(ties)
    released = release(replace(found, nodes=tuple(nodes), ties=tuple(ties)), chosen)
    drawn = json.dumps(asdict(composing.drawing(released)), ensure_ascii=False, default=str)
    for told in ([drawn], *(texts(MAKERS[ending](released)) for ending in EXCHANGED)):
        said = set(re.findall(rf"{sign}\d{{4}}q", re.sub(r"\s", "", " ".join(told))))
        assert said & set(planted.marks["State", "name"])
        assert not said & planted.closed(chosen)


@pytest.mark.parametrize("profile", profiles.names())
@pytest.mark.parametrize("name", sorted(FILES.keys() - EXCHANGED))
def test_no_file_says_more_than_the_profile_opens(name: str, profile: str) -> None:
    planted, chosen = Planted(), profiles.profile(profile)
    made = FILES[name](release(planted.subgraph(), chosen))
    found = {mark for text in texts(made) for mark in re.findall(r"m\d{4}q", re.sub(r"\s", "", text))}
    assert not found & planted.closed(chosen)
    if name in (".svg", ".pdf", ".html"):
        assert found & set(planted.marks["State", "name"])


def test_a_picture_without_sources_and_data_does_not_speak_of_them() -> None:
    made = MAKERS[".svg"](release(Planted().subgraph(), profiles.profile("public"))).decode()
    assert "see the list" not in made
    assert "Data:" not in made
