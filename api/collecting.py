"""How often Python's collector looks for objects that only hold each other: there are hardly any, and it takes long."""

from __future__ import annotations

import gc

_NEW_OBJECTS = 50_000
"""So many have to come before it looks among them."""


def seldom() -> None:
    """Let it look seldom, and never again at what is there by now.

    What case files hold and answers tell lasts until it is no longer needed; by its own measure the collector took a
    fifth of a load, and a twelfth of a small answer, to find that.
    """
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)
