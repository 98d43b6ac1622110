"""A subgraph in, a picture out."""
