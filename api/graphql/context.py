"""On whose behalf an operation is under way, and whom it asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from api.graphql.limits import SECONDS
from graph.queries import statement

if TYPE_CHECKING:
    from api.desk import Desk
    from graph.awaited import Awaited
    from graph.engine import Engine
    from graph.ontology.meaning import Sensitivity
    from graph.queries.selection import Root


@dataclass(frozen=True, slots=True)
class Context:
    """Whom an operation asks, what the asker may read, and where the asker hands in changes, if anywhere.

    With the database of a `loop` an operation is under way there, and keeps no thread where it needs none.
    """

    engine: Engine
    level: Sensitivity
    desk: Desk | None = None
    loop: Awaited | None = None

    def answer(self, asked: list[Root]) -> list[Any]:
        """Return the answer to each root, in one statement."""
        return statement.answer(self.engine, asked, self.level, timeout=SECONDS) if asked else []

    async def answer_on_loop(self, asked: list[Root]) -> list[Any]:
        """Return the same, on the event loop."""
        assert self.loop  # noqa: S101  none is asked on a loop otherwise
        return await statement.answer_on_loop(self.loop, asked, self.level, timeout=SECONDS) if asked else []
