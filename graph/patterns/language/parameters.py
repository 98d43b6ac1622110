"""Parameters of a pattern: `$name` stands for a value that has a default and can be given anew for each question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from graph.problems import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.problems import At, Problems

NAME = "[a-z][a-z0-9_]*"
"""The form of a parameter's name."""
_NAME = re.compile(rf"\$({NAME})")


def values(defaults: Any, given: Mapping[str, object], problems: Problems) -> dict[str, object]:
    """Return each parameter with the value that is given for it, or its default."""
    if not isinstance(defaults, dict):
        problems.refuse(
            ("parameters",), defaults, "a mapping of names to default values, like parameters: {window: P7D}"
        )
        return dict(given)
    for name in defaults:
        if not _NAME.fullmatch(f"${name}"):
            problems.refuse(("parameters", str(name)), name, "a name of small letters, digits and _", key=True)
    for name in given:
        if name not in defaults:
            known = f"one of {', '.join(defaults)}" if defaults else "no parameter: the pattern has none"
            problems.refuse(("parameters", name), given[name], known, nearest(name, defaults))
    return {**defaults, **{name: value for name, value in given.items() if name in defaults}}


def put(known: Mapping[str, object], said: Any, problems: Problems, at: At = ()) -> Any:
    """Return data with a value in place of every `$name`; one that the pattern doesn't have is refused."""
    if isinstance(said, dict):
        return {key: put(known, one, problems, (*at, key)) for key, one in said.items()}
    if isinstance(said, list):
        return [put(known, one, problems, (*at, n)) for n, one in enumerate(said)]
    if isinstance(said, str) and (found := _NAME.fullmatch(said)):
        if found[1] in known:
            problems.written_elsewhere(at, ("parameters", found[1]))
            return known[found[1]]
        expected = (
            f"a parameter, one of {', '.join(f'${name}' for name in known)}"
            if known
            else "a value: the pattern has no parameters"
        )
        problems.refuse(at, said, expected, nearest(found[1], known))
    return said
