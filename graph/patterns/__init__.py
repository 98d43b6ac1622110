"""Sequences of events as data: what a pattern is, how the database finds it, what an answer says."""
