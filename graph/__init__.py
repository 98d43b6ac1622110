"""Everything that speaks Cypher: ontology, claims, time, the engine, the store, queries, patterns, sharing."""
