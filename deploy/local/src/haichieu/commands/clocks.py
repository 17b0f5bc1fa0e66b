"""`haichieu clocks`: needs no server."""

from casework.cli import add_commands

__all__ = ["add_commands"]
