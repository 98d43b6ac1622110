"""All that changes the graph, and what a change would do: imports, undoing, decisions on identity, rebuilding."""
