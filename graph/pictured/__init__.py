"""From what somebody asks for to the part of the graph that a picture is made of; see `graph.pictured.subgraph`."""
