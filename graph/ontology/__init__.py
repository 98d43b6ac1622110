"""The one ontology: what there is, what can be said of it, and what it means to people."""
