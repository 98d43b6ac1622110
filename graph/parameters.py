"""Values on their way into a query."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytz  # type: ignore[import-untyped]  # the driver brings it without types

_AS_IT_IS = frozenset({str, int, float, bool, type(None)})
"""The types of almost every value, told by one look."""


def converted(value: Any) -> Any:
    """`value` with each `ZoneInfo` replaced by the zone of the same name that the driver reads and returns.

    Its packer (6.1.0) can crash the interpreter on a ZoneInfo. The instant and the zone's name are kept.
    """
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, dict):
        return {name: converted(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [converted(inner) for inner in value]
    if isinstance(value, datetime) and isinstance(value.tzinfo, ZoneInfo):
        return value.astimezone(pytz.timezone(str(value.tzinfo)))
    return value
