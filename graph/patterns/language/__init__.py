"""Patterns as people write them: the model, how data is read into it, and what is refused with the reason."""
