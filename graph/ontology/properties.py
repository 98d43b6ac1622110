"""Properties as the ontology declares them: neomodel's own, with a kind of value and a meaning on each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from neomodel import ArrayProperty, BooleanProperty, FloatProperty, IntegerProperty, StringProperty

from graph.ontology.values import DATE, DURATION, FLAG, NUMBER, TEXT, WHOLE, Kind, term

if TYPE_CHECKING:
    from graph.ontology.meaning import Meaning


class Stated:
    """What a property of the ontology knows beside its storage; `many` holds several values at once."""

    kind: Kind
    meaning: Meaning
    default: Any
    index: bool
    many = False
    closes_uid = False
    """Where it is stated, the item's uid may not read like its name."""
    naming = False
    """Whether it says what an item is called: search looks through it."""


class Text(Stated, StringProperty):
    """Text, or whatever is stored as text: a term, a date, a duration, an address."""

    def __init__(
        self, meaning: Meaning, kind: Kind = TEXT, *, closes_uid: bool = False, naming: bool = False, **neomodel: Any
    ) -> None:
        super().__init__(**neomodel)
        self.meaning, self.kind, self.closes_uid, self.naming = meaning, kind, closes_uid, naming


class Texts(Stated, ArrayProperty):
    """Several texts or terms that hold side by side; rival claims on them are no conflict."""

    many = True

    def __init__(self, meaning: Meaning, kind: Kind = TEXT, *, naming: bool = False, **neomodel: Any) -> None:
        super().__init__(StringProperty(), **neomodel)
        self.meaning, self.kind, self.naming = meaning, kind, naming


class Whole(Stated, IntegerProperty):
    """A whole number."""

    def __init__(self, meaning: Meaning, **neomodel: Any) -> None:
        super().__init__(**neomodel)
        self.meaning, self.kind = meaning, WHOLE


class Number(Stated, FloatProperty):
    """A number with a fraction, such as a coordinate in degrees."""

    def __init__(self, meaning: Meaning, **neomodel: Any) -> None:
        super().__init__(**neomodel)
        self.meaning, self.kind = meaning, NUMBER


class Flag(Stated, BooleanProperty):
    """Yes or no; not stated is neither."""

    def __init__(self, meaning: Meaning, **neomodel: Any) -> None:
        super().__init__(**neomodel)
        self.meaning, self.kind = meaning, FLAG


def Term(meaning: Meaning, scheme: str, **neomodel: Any) -> Text:  # noqa: N802  declared like the classes
    """Declare one term of a scheme of the vocabulary."""
    return Text(meaning, term(scheme), **neomodel)


def Terms(meaning: Meaning, scheme: str, **neomodel: Any) -> Texts:  # noqa: N802  declared like the classes
    """Declare several terms of one scheme."""
    return Texts(meaning, term(scheme), **neomodel)


def Date(meaning: Meaning, **neomodel: Any) -> Text:  # noqa: N802  declared like the classes
    """Declare an EDTF date; the days it allows are derived as `<name>_first`, `<name>_last`, for order and filters."""
    return Text(meaning, DATE, **neomodel)


def Length(meaning: Meaning, **neomodel: Any) -> Text:  # noqa: N802  declared like the classes
    """Declare an ISO 8601 duration."""
    return Text(meaning, DURATION, **neomodel)
