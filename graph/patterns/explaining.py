"""Why somebody matches a pattern or doesn't: step by step, which events were considered and what each fails.

An event is held against what its step asks of it, then against every way in which the steps before can be filled: the
least that keeps it from following any of these is told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from graph import access, item, live
from graph.patterns import considered, failing, instead, matching, results, subjects
from graph.patterns.answer import NOT_STATED, Failed
from graph.patterns.judging import Judge, decided
from graph.patterns.question import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.engine import Engine, Unit
    from graph.patterns.answer import Answer, Found
    from graph.patterns.model import Pattern, Step
    from graph.patterns.question import Question
    from graph.patterns.sequence import Choice
    from graph.patterns.subjects import Known
