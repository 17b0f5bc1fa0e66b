"""What is wrong with the rows of a directory. Every fault names its cure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Literal

SHOWN = 10

FaultKind = Literal[
    "bad-value",
    "bad-file",
    "duplicate-id",
    "missing-value",
    "wrong-dates",
    "unknown-successor",
    "unknown-owner",
    "cycle",
    "late-successor",
    "overlap",
    "hole",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend. `row` is the line of the file, if the body stands in one."""

    kind: FaultKind
    body_id: str
    field: str
    problem: str
    cure: str
    row: int | None = None

    def __str__(self) -> str:
        line = f"dòng {self.row}" if self.row else ""
        owner = f"({self.body_id})" if line and self.body_id else self.body_id
        column = f"cột {self.field}" if self.field else ""
        place = ", ".join(part for part in (" ".join(part for part in (line, owner) if part), column) if part)
        return f"{place or 'tệp'}: {self.problem} {self.cure}".rstrip()

    @property
    def without_cure(self) -> str:
        """For a list in which the next one has the same."""
        return str(replace(self, cure=""))


LAST = Fault("bad-file", "", "", "", "")


class DirectoryUnsound(Exception):
    """The rows contradict one another; nothing was changed. `faults` are all that were found."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        shown = self.faults[:SHOWN]
        lines = [
            f"- {fault if fault.cure != following.cure else fault.without_cure}"
            for fault, following in zip_longest(shown, shown[1:], fillvalue=LAST)
        ]
        if (more := len(self.faults) - SHOWN) > 0:
            lines.append(f"- … và {more} lỗi khác.")
        super().__init__("\n".join([f"Danh bạ có {len(self.faults)} lỗi, chưa thay đổi gì:", *lines]))
