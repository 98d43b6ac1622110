"""The web side: a guard in front of everything, and the pages and answers behind it."""
