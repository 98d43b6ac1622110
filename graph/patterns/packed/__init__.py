"""Patterns asked of packed histories (see `graph.store.packed`): who can match, counted without going to events."""
