"""Everything that speaks Cypher: ontology, claims, time, engine, store, queries, patterns, sharing."""
