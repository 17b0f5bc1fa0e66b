"""What of a file is passed over: said at once, and told once more by the exit code."""

import sys

from shared.exits import WrongWords


class Wrongs:
    def __init__(self) -> None:
        self._said = 0

    def __call__(self, what: str) -> None:
        """One line or record that is passed over, and why."""
        self._said += 1
        sys.stderr.write(f"{what}\n")

    def code(self, otherwise: int) -> int:
        """The exit code of the command, which is `otherwise` when nothing was passed over."""
        return WrongWords.CODE if self._said else otherwise
