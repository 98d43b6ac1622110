"""A pattern as data: steps that filter events of one subject, in order, with bounds on the gaps.

The same model is read from YAML, from GraphQL input and from Python by `graph.patterns.language.reading`;
docs/pattern-language.md says what each construct means.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from graph.ontology import registry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.ontology.values import Value
    from graph.time.days import Days
    from graph.time.duration import Duration

SUBJECT = "subject"
"""The link of an event that leads to the subject of a pattern, unless it says otherwise."""
SUBJECT_ROLE = "target"
"""The role that a step's subject has, or one below it, unless the step says otherwise."""

KIND = "kind"
"""The field that an event of a step always has as asked: one of another kind is no near miss but another event."""
DATE = "date"
"""The field of an event that says when it happened: worlds decide whether a step's bounds on it hold."""


@dataclass(frozen=True, slots=True)
class Values:
    """A property has one of these values; of `many` that hold side by side, one of them."""

    field: str
    values: tuple[Value, ...]
    many: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """A property that is a date lies within these days."""

    field: str
    days: Days


@dataclass(frozen=True, slots=True)
class Linked:
    """An item is linked to one of `uids`, or to what belongs to one, in one of the roles, that passes `where` itself.

    `backwards` means links that lead to the item; what is empty asks for nothing.
    """

    field: str
    link: str
    backwards: bool = False
    roles: tuple[str, ...] = ()
    uids: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    where: tuple[Filter, ...] = ()


@dataclass(frozen=True, slots=True)
class Neither:
    """None of these filters holds."""

    field: str
    filters: tuple[Filter, ...]


Filter = Values | When | Linked | Neither


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of the ways in which a step is filled; the first that fits is named."""

    id: str
    filters: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """Days from the nearest earlier step that is filled, or from the one named by `after`."""

    kind: Literal["within", "at_least"]
    length: Duration
    after: str = ""
    said: str = ""

    @property
    def condition(self) -> str:
        """The bound in a pattern's own words."""
        return f"{self.kind} {self.said}" + f" after {self.after}" * bool(self.after)


@dataclass(frozen=True, slots=True)
class Repeat:
    """How many events a run has; `most` None: any number. `each` is the longest gap inside."""

    least: int = 1
    most: int | None = None
    each: Duration | None = None


@dataclass(frozen=True, slots=True)
class Of:
    """The step's subject is not the pattern's but one linked to it, by a link of one of the two."""

    link: str
    backwards: bool = False
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """What an event is linked to, in any of the roles; with `cls` the item of that class that it is or belongs to."""

    link: str
    backwards: bool = False
    roles: tuple[str, ...] = ()
    cls: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a step is linked to is (`same`) or is not (`different`) what an other step is linked to."""

    kind: Literal["same", "different"]
    own: Path
    step: str
    theirs: Path
    said: str = ""

    @property
    def condition(self) -> str:
        """The comparison in a pattern's own words."""
        return f"{self.kind} {self.said}"


@dataclass(frozen=True, slots=True)
class Step:
    """One place in the sequence; a plain one is filled by exactly one event."""

    id: str
    filters: tuple[Filter, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    when: tuple[When, ...] = ()
    roles: tuple[str, ...] = ()
    bounds: tuple[Bound, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    of: Of | None = None
    optional: bool = False
    repeat: Repeat | None = None
    absent: bool = False
    before: int | None = None
    unknown: bool = False

    @property
    def required(self) -> bool:
        """Whether there is no match without an event here."""
        return not (self.optional or self.absent or (self.repeat is not None and not self.repeat.least))

    @property
    def plain(self) -> bool:
        """Whether one event fills it, no more and no less."""
        return not (self.optional or self.absent or self.repeat)

    def every_filter(self) -> Iterator[Filter]:
        """Yield all that an event is filtered by here, in whichever alternative."""
        yield from self.filters
        yield from self.when
        for alternative in self.alternatives:
            yield from alternative.filters


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sequence of events that happen to one subject of the class."""

    name: str
    title: str
    subject: str
    steps: tuple[Step, ...]
    through: str = SUBJECT
    max_span: Duration | None = None
    until: Step | None = None
    one_per: Literal["", "subject", "start"] = ""
    means: str = ""
    norms: tuple[str, ...] = ()
    counted: str = ""
    parameters: dict[str, object] = field(default_factory=dict, hash=False)

    def seats(self) -> tuple[Step, ...]:
        """Return everything that events are looked for: the steps, and what ends the search."""
        return (*self.steps, *((self.until,) if self.until else ()))

    def step(self, name: str) -> Step:
        """Return the step of that id."""
        return next(step for step in self.steps if step.id == name)

    def links(self) -> frozenset[str]:
        """Return the types of all links that matching walks from events of this pattern."""
        found = {self.through.upper(), "MEMBER_OF"}
        for step in self.seats():
            found |= {each for part in step.every_filter() for each in _links(part)}
            found |= {path.link for each in step.comparisons for path in (each.own, each.theirs)}
            found |= {step.of.link} if step.of else set()
        return frozenset(found | {link for _, link in registry.belonging()})


def _links(part: Filter) -> Iterator[str]:
    match part:
        case Linked(link=link, where=where):
            yield link
            for inner in where:
                yield from _links(inner)
        case Neither(filters=filters):
            for inner in filters:
                yield from _links(inner)
