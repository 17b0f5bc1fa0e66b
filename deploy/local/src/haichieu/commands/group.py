"""`haichieu group`: needs no server."""

from classify.group_cli import add_commands

__all__ = ["add_commands"]
