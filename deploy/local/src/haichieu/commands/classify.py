"""`haichieu classify`: needs no server."""

from classify.cli import add_commands

__all__ = ["add_commands"]
