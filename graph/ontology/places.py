"""Where things happen."""

from __future__ import annotations

from graph.ontology.entity import Entity
from graph.ontology.links import Link
from graph.ontology.look import Colour, Lane, Look
from graph.ontology.meaning import described
from graph.ontology.properties import Number, Term


class Place(Entity):
    """A city, region, checkpoint, airport or detention facility; a border lies within two states."""

    prefix, plural = "place", "places"
    meaning = described("Somewhere that can be named.", "place", "место", "месца")
    look = Look(Colour.grey, "invhouse", Lane.where)

    kind = Term(described("What place it is.", "kind of place", "вид места", "від месца"), "place_kinds", index=True)
    latitude = Number(described("Degrees north, WGS 84.", "latitude", "широта", "шырата"))
    longitude = Number(described("Degrees east, WGS 84.", "longitude", "долгота", "даўгата"))

    within = Link(
        "Place",
        "State",
        inverse="contains",
        belonging=True,
        meaning=described("What it lies in; a border lies within two.", "within", "находится в", "знаходзіцца ў"),
    )
    run_by = Link(
        "Agency", inverse="runs", meaning=described("The body that runs it.", "run by", "в ведении", "у падначаленні")
    )
