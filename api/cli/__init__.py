"""The command line: `handover`. Each module holds one command, or a group that belongs together."""

from api.cli.app import main

__all__ = ["main"]
