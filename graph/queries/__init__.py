"""The one query model's way into the database: what can be asked, and one Cypher statement for all that is asked."""
