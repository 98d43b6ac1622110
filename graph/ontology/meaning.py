"""What a class, a property or a link means to people: definition, labels in three languages, sensitivity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Sensitivity = Literal["public", "restricted", "secret"]
"""Who may read: everybody, those with the role to read all, or administrators only; least closed first."""

SENSITIVITIES: tuple[Sensitivity, ...] = ("public", "restricted", "secret")


@dataclass(frozen=True, slots=True)
class Labels:
    """A name for people in English, Russian and Belarusian."""

    en: str
    ru: str
    be: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the ontology says of one of its names; `origin` is the standard that it is taken from."""

    definition: str
    labels: Labels
    origin: str = ""
    sensitivity: Sensitivity = "public"


def described(
    definition: str, en: str, ru: str, be: str, *, origin: str = "", sensitivity: Sensitivity = "public"
) -> Meaning:
    """Return the meaning of a class, property or link, written in one line where it is declared."""
    return Meaning(definition, Labels(en, ru, be), origin, sensitivity)
