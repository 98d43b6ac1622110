"""What is wrong with the graph, and what the sources count against what it holds."""
