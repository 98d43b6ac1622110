"""Real Neo4j Community as a process of ours: nothing to install, nothing to set, nothing left running.

`jars` has the engine's files, `home` the data folder and its locks, `child` is the process that holds the
engine, `process` the side of the command that needs it. Neo4j Community is GPLv3: it is fetched when it is
first needed and runs as a program of its own.
"""
