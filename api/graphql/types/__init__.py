"""The schema's types, made from the ontology: what can be asked, and what is answered."""
