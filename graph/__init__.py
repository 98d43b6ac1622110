"""Everything that speaks Cypher. What opens the database lies here; the rooms build on those named before.

`time`, `ontology`, `claims`, `store`, `queries`, `items`, `patterns`, `pictured`, `share`, `changes`, `checks`.
"""
