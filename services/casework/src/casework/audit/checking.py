"""Whether a chain, as it is kept, is as it was written: read from its first entry to its last."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from casework.audit.chain import Head, beginning, head_of, read_entry
from casework.audit.entry import Entry
from casework.audit.lines import Faulty


@dataclass(frozen=True, slots=True)
class Checked:
    """`count` entries hold; `fault` says what is wrong with the one after them, empty when all hold."""

    count: int
    head: str
    fault: str = ""


async def check(head: Head, entries: AsyncIterator[Entry]) -> Checked:
    """What only anchors and paper can prove (that nothing was cut off at the end) takes an export and its verifier."""
    after = beginning(head.chain)
    async for entry in entries:
        try:
            after = head_of(read_entry(entry.line(), after))
        except Faulty as error:
            return Checked(after.seq, after.hash, f"Mục {after.seq + 1}: {error}.")
    missing = "" if after == head else f"Sau mục {after.seq} thiếu mục cho tới mục {head.seq}."
    return Checked(after.seq, after.hash, missing)
