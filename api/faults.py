"""Faults of ours, as a log may tell of them: what kind and where in the code, without any value."""

from __future__ import annotations

import traceback
from pathlib import PurePath


def told(fault: Exception) -> str:
    """Return the kind of a fault, and the innermost lines of code that it passed."""
    frames = traceback.extract_tb(fault.__traceback__)[-4:]
    return (
        f"{type(fault).__name__} at {' > '.join(f'{PurePath(frame.filename).name}:{frame.lineno}' for frame in frames)}"
    )
