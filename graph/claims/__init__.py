"""Claims and what follows from them for readers: how strong one is, what is shown of an item, where it stands."""
