"""What an import did or would do, as plain data: what `handover load --format json` and GraphQL's imports answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.changes.batches import Outcome
    from graph.changes.preview import Preview
    from graph.problems import Problem

UNTOLD = (
    "it is too large to be done and taken back in one transaction: "
    "which fields and matches it changes and whom it contradicts is not known"
)


def as_json(outcomes: Iterable[Outcome], warnings: Iterable[Problem], looked_at: Preview | None) -> dict[str, Any]:
    """Return an import's outcome; where it was only `looked_at`, with all that it would change."""
    dry_run = looked_at is not None
    datasets = [_dataset(outcome, dry_run=dry_run) for outcome in outcomes]
    told = {"dry_run": dry_run, "datasets": datasets, "warnings": [warning.as_json() for warning in warnings]}
    return told | (difference(looked_at) if looked_at else {})


def difference(looked_at: Preview) -> dict[str, Any]:
    """Return all that would change; `difference` is None, and `untold` says why, if that isn't known."""
    if looked_at.effect is None:
        return {"difference": None, "untold": UNTOLD}
    return {"difference": looked_at.effect.as_json(), "untold": None}


def _dataset(outcome: Outcome, *, dry_run: bool) -> dict[str, object]:
    return {
        "dataset": outcome.dataset,
        "version": outcome.version,
        "batch": None if dry_run else outcome.batch or None,
        "asserted": outcome.asserted,
        "retracted": outcome.retracted,
        "bare": outcome.bare,
    }
