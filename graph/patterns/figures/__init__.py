"""The figures of an answer: what matches have in common, how long their gaps are, how many reach each step."""
