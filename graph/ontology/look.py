"""How pictures show a class: a colour that everybody can tell apart, a shape that tells it in grey too, and a lane.

A class that says nothing of it looks like its base, so that a new one appears in every picture without another edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Colour(StrEnum):
    """The palette of Okabe and Ito, with a grey that ink shows on, which colour-blind readers can tell apart too."""

    grey = "#7F7F7F"
    orange = "#E69F00"
    sky = "#56B4E9"
    green = "#009E73"
    yellow = "#F0E442"
    blue = "#0072B2"
    vermilion = "#D55E00"
    purple = "#CC79A7"


class Lane(StrEnum):
    """What a picture answers from left to right."""

    targeted = "Who was targeted"
    happened = "What happened, in order"
    acted = "Who acted, by what means"
    institution = "Institution"
    where = "Where"
    basis = "Legal basis"
    agreement = "Agreement"
    evidence = "Documents and figures"
    other = "Also linked"


@dataclass(frozen=True, slots=True)
class Look:
    """`shape` is one that Graphviz knows; `style` and `outlines` tell classes of one shape apart."""

    colour: Colour
    shape: str
    lane: Lane
    style: str = ""
    outlines: int = 1
