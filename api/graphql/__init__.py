"""GraphQL over the whole graph: the schema made from the ontology, and one statement for each operation."""
