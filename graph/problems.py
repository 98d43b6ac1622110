"""One shape for whatever is wrong in an input: the place, the value, what was expected, the way out."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_ALIKE = 70
"""From this likeness (0 to 100) on, a known name is worth suggesting for an unknown one."""

_PART = 3
"""So many letters of a name tell it from others; fewer stand in nearly all."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in an input: a file (or another name of it), line and column from 1; 0 where there is none."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input; `field` is the path of names that leads to `value`."""

    place: Place
    field: str
    value: str
    expected: str
    suggestion: str = ""
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        value = f" {self.value!r}" if self.value else ""
        suggestion = f" - {self.suggestion}" if self.suggestion else ""
        return f"{self.place}: {self.severity}: {self.field}{value}: {self.expected}{suggestion}"

    def as_json(self) -> dict[str, Any]:
        """Return the problem as plain data, for `--format json`."""
        return asdict(self)


class Misread(ValueError):
    """What a value was `expected` to be, which it isn't, and a `suggestion` of what may have been meant."""

    def __init__(self, expected: str, suggestion: str = "") -> None:
        super().__init__(f"{expected} - {suggestion}" if suggestion else expected)
        self.expected, self.suggestion = expected, suggestion

    @classmethod
    def of(cls, errors: Iterable[ValueError]) -> Misread:
        """Return several as one, which says what any of them expected."""
        every = [error if isinstance(error, cls) else cls(str(error)) for error in errors]
        expected = " or ".join(dict.fromkeys(error.expected for error in every))
        return cls(expected, next((error.suggestion for error in every if error.suggestion), ""))


At = tuple[str | int, ...]
"""The keys and list positions that lead to a part of an input."""


def path_text(at: At) -> str:
    """Return the way to a part as people write it: events[3].date."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in at)
    return text.removeprefix(".") or "file"


class Problems:
    """The problems of one input, in the order found; `place` tells where a part, or its key, stands."""

    def __init__(self, place: Callable[[At, bool], Place]) -> None:
        self._place = place
        self._elsewhere: dict[At, At] = {}
        self.found: list[Problem] = []

    def written_elsewhere(self, part: At, at: At) -> None:
        """Note where the value of a part is written, such as a parameter's: what is wrong with it is told there."""
        self._elsewhere[part] = at

    def _written(self, at: At) -> At:
        for length in range(len(at), 0, -1):
            if at[:length] in self._elsewhere:
                return (*self._elsewhere[at[:length]], *at[length:])
        return at

    def refuse(self, at: At, value: object, expected: str, suggestion: str = "", *, key: bool = False) -> None:
        """Note that a part is not what was expected; `key` means its name rather than its value."""
        at = self._written(at)
        self.found.append(Problem(self._place(at, key), path_text(at), _short(value), expected, suggestion))

    def misread(self, at: At, value: object, *errors: ValueError) -> None:
        """Note that a value doesn't read, as any of the kinds of value that it may be."""
        error = Misread.of(errors)
        self.refuse(at, value, error.expected, error.suggestion)

    def warn(self, at: At, value: object, expected: str) -> None:
        """Note a part that reads, but should be said otherwise."""
        place = self._place(at, False)
        self.found.append(Problem(place, path_text(at), _short(value), expected, severity="warning"))

    def in_order(self) -> list[Problem]:
        """Return the problems as they stand in the input; what is wrong with a value is told once."""
        ordered = sorted(dict.fromkeys(self.found), key=lambda problem: problem.place)
        once: dict[object, Problem] = {}
        for each in ordered:
            once.setdefault((each.place, each.field, each.value) if each.value else each, each)
        return list(once.values())

    def __bool__(self) -> bool:
        """Tell whether anything must be refused."""
        return any(problem.severity == "error" for problem in self.found)


def _short(value: object) -> str:
    text = "" if value is None or isinstance(value, dict | list) else str(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


def nearest(name: str, known: Iterable[str]) -> str:
    """Return "did you mean ...?" for the known name most like `name`; "" if none is like it.

    After those that are alike as a whole come those that it is a part of, then those that it begins with. Capital
    letters make no difference.
    """
    names = list(known)
    longer = [each for each in names if len(each) > len(name) >= _PART]
    begun = (each for each in names if name.startswith(each))
    best = (
        _most_like(name, names, fuzz.ratio) or _most_like(name, longer, fuzz.WRatio) or max(begun, key=len, default="")
    )
    return f"did you mean {best!r}?" if best else ""


def _most_like(name: str, known: list[str], likeness: Callable[..., float]) -> str:
    best = process.extractOne(name, known, scorer=likeness, processor=str.casefold, score_cutoff=_ALIKE)
    return best[0] if best else ""


def nearest_uid(uid: str, known: Iterable[str]) -> str:
    """Return "did you mean ...?" for the known uid of the class most like `uid`; the class alone makes none alike.

    One that has all its words, such as a family name alone, is meant before any that only looks like it.
    """
    prefix = f"{uid.partition('/')[0]}/"
    name, names = uid.removeprefix(prefix), [each.removeprefix(prefix) for each in known if each.startswith(prefix)]
    words = set(name.split("-"))
    fuller = [each for each in names if words < set(each.split("-"))]
    best = f"did you mean {min(fuller, key=lambda each: (len(each), each))!r}?" if fuller else nearest(name, names)
    return best.replace("'", f"'{prefix}", 1)
