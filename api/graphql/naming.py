"""Names of the ontology as GraphQL writes them: `subject_of` is a field `subjectOf` and begins a type `SubjectOf`."""

from __future__ import annotations

from functools import cache


@cache
def camel(name: str) -> str:
    """Return a name as fields, arguments and input fields have it."""
    first, *rest = name.split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in rest)


@cache
def pascal(name: str) -> str:
    """Return a name as types have it."""
    called = camel(name)
    return called[:1].upper() + called[1:]
