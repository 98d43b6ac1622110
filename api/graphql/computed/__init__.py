"""Questions that take more than looking up: what is computed, with items of the graph among the answers."""
