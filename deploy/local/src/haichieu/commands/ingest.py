"""`haichieu ingest`: needs no server."""

from ingest.cli import add_commands

__all__ = ["add_commands"]
