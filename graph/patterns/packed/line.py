"""Steps in a line, each to be filled by one event of a packed history (see `graph.store.packed`), in Cypher."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from graph.patterns.choices import longest, shortest
from graph.patterns.packed.coded import codes, fitting
from graph.store import event_codes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.patterns.language.model import Bound, Step
    from graph.patterns.packed.coded import Fitting
    from graph.patterns.predicates import Predicates


PACKED_LIST = "packed"
"""What the list of a subject's own events is called in Cypher."""


class Line:
    """Writes about `packed`; the event that fills a step is called `y` and the step's number.

    Bounds count from the step before in the line; `until` is the last day that counts. Only `whole` numbers tell of
    further fields; of others any may fit. `lists` names for each step the list that its events stand in, of which
    others than the packed history hold such only as do what the step asks.
    """

    def __init__(
        self,
        steps: Sequence[Step],
        filters: Predicates,
        until: int | None,
        lists: Sequence[str] = (),
        *,
        whole: bool = False,
    ) -> None:
        self._steps, self._filters, self._lists = steps, filters, lists or [PACKED_LIST] * len(steps)
        self._whole, self._count = whole, event_codes.count() if whole else event_codes.codes()
        self._codes = [codes(step) for step in steps]
        self._clock = None if until is None else filters.parameter((until + 1) * self._count)

    @property
    def rarest(self) -> int:
        """The step that the fewest codes fit."""
        return min(range(len(self._steps)), key=lambda n: len(self._codes[n]))

    def listed(self, n: int) -> str:
        """Return the name of the list that the events of a step stand in."""
        return self._lists[n]

    def size(self, n: int) -> str:
        """Return Cypher for how many events in the list of a step fit it."""
        return f"size([y IN {self._lists[n]} WHERE {self.fits(n)}])"

    def fits(self, n: int, y: str = "y") -> str:
        """Return Cypher that is true of an event in the list of a step that fits it."""
        asked = self._coded(n, y) if self._lists[n] == PACKED_LIST else []
        asked += [
            f"({' OR '.join(self._in_days(y, *days) for days in when.days.ranges)})" for when in self._steps[n].when
        ]
        return " AND ".join([*asked, *([f"{y} < {self._clock}"] if self._clock else [])]) or "true"

    def _coded(self, n: int, y: str) -> list[str]:
        ways = [" AND ".join(self._says(each, y)) for each in fitting(self._steps[n])]
        return [f"({' OR '.join(f'({way})' for way in ways)})"] if len(ways) > 1 else ways

    def _says(self, fitting: Fitting, y: str) -> Iterator[str]:
        # A list takes the database longer to look through, the longer it is; a map's keys are always texts.
        known = self._filters.parameter({str(code): True for code in fitting.codes})
        yield f"{known}[toString({y} % {event_codes.codes()})] IS NOT NULL"
        for field, terms in fitting.further if self._whole else ():
            digits = event_codes.digits(field, terms)
            said = (f"{y} / {each.step} % {each.size} IN {self._filters.parameter(each.wanted)}" for each in digits)
            yield f"({' OR '.join(said) or 'false'})"

    def _in_days(self, y: str, first: int, last: int) -> str:
        ends = (self._filters.parameter(day * self._count) for day in (first, last + 1))
        return "({y} >= {} AND {y} < {})".format(*ends, y=y)

    def day(self, y: str) -> str:
        """Return Cypher for the day of a packed event."""
        return f"{y} / {self._count}"

    def follows(self, n: int, x: str, y: str, *, bounded: bool = True) -> str:
        """Return Cypher that is true if `y` at a step may follow `x` at the step before, by day and bounds."""
        asked = [f"{self.day(x)} <= {self.day(y)}"]
        asked += [f"{self.beyond(bound, x, y)} <= 0" for bound in self._steps[n].bounds if bounded]
        return " AND ".join(asked)

    def beyond(self, bound: Bound, x: str, y: str) -> str:
        """Return Cypher for how many days `y` is beyond a bound that counts from `x`."""
        if bound.kind == "within":
            return f"{self.day(y)} - {self.day(x)} - {self._filters.parameter(longest(bound.length))}"
        return f"{self._filters.parameter(shortest(bound.length))} + {self.day(x)} - {self.day(y)}"

    def placed(self, n: int, done: Sequence[int]) -> str:
        """Return Cypher that is true of a packed event, named after its step, that fits beside those of other steps."""
        asked = [
            self.follows(b, f"y{a}", f"y{b}")
            for a, b in pairwise(range(len(self._steps)))
            if n in (a, b) and {a, b} <= {n, *done}
        ]
        asked += [f"y{n} <> y{m}" for m in done if set(self._codes[m]) & set(self._codes[n])]
        return " AND ".join([*asked, self.fits(n, f"y{n}")])

    def filled(self, order: Sequence[int], done: Sequence[int] = ()) -> str:
        """Return Cypher that is true where packed events fill the steps, looked for in an order, beside those done."""
        if not order:
            return "true"
        n, *later = order
        return f"any(y{n} IN packed WHERE {self.placed(n, done)} AND {self.filled(later, [*done, n])})"

    def outwards(self, *begin: int) -> Iterator[int]:
        """Yield the steps from some neighbours on to both sides; what a bound ties to those before comes first."""
        first, last = min(begin), max(begin)
        before, after = list(range(first)), list(range(last + 1, len(self._steps)))
        tied = bool(self._steps[first].bounds)
        while before or after:
            if before and (tied or not (after and self._steps[after[0]].bounds)):
                yield (n := before.pop())
                tied = bool(self._steps[n].bounds)
            else:
                yield after.pop(0)
