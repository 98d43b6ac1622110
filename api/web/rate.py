"""How often a named token may ask: so many requests a minute, some of them at once."""

from __future__ import annotations

import time
from math import ceil
from typing import TYPE_CHECKING

from api.callers import OWNER
from api.web.answers import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.callers import Caller

_MINUTE = 60


class Rate:
    """What each caller has left; the owner of the data folder is not counted."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute, self._clock = per_minute, clock
        self._left: dict[Caller, tuple[float, float]] = {}

    def spend(self, caller: Caller) -> None:
        """Count a request; Refused, with the seconds to wait, for one too many."""
        if caller == OWNER:
            return
        now = self._clock()
        left, then = self._left.get(caller, (self._per_minute, now))
        left = min(self._per_minute, left + (now - then) * self._per_minute / _MINUTE)
        if left < 1:
            wait = ceil((1 - left) * _MINUTE / self._per_minute)
            raise Refused(
                429,
                f"This token has made more than {self._per_minute} requests in a minute.",
                way_out=f"wait {wait} seconds; HANDOVER_RATE says how many a minute there may be",
                headers={"Retry-After": str(wait)},
            )
        self._left[caller] = left - 1, now
