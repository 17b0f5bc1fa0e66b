"""Reads the lines of an export one by one; each must follow the one before. Never more than a line in memory."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from casework.audit.anchor import Anchor, read_anchor
from casework.audit.bundle.failures import Broken
from casework.audit.bundle.names import ANCHORS, ENTRIES, PROOFS
from casework.audit.bundle.opening import Opened
from casework.audit.chain import Head, beginning, head_of, read_entry
from casework.audit.entry import LINE_LIMIT, Entry
from casework.audit.lines import Faulty
from casework.audit.proof import Proof, read_proof

State = TypeVar("State")
Found = TypeVar("Found")


def entries_of(opened: Opened, chain: str) -> Iterator[Entry]:
    """Raises Broken, which names the first line that does not follow."""
    head = beginning(chain)
    for number, line in _lines(opened, ENTRIES):
        entry = _told(ENTRIES, number, read_entry, line, head)
        head = Head(chain, entry.seq, entry.hash)
        yield entry


def anchors_of(opened: Opened) -> Iterator[Anchor]:
    anchor: Anchor | None = None
    for number, line in _lines(opened, ANCHORS):
        anchor = _told(ANCHORS, number, read_anchor, line, anchor)
        yield anchor


def proofs_of(opened: Opened) -> Iterator[tuple[int, Proof]]:
    """With the number of the line."""
    proof: Proof | None = None
    for number, line in _lines(opened, PROOFS):
        proof = _told(PROOFS, number, read_proof, line, proof)
        yield number, proof


def head_after(entry: Entry | None, chain: str) -> Head:
    return head_of(entry) if entry else beginning(chain)


def fault(name: str, number: int, why: object) -> Broken:
    what = {ENTRIES: "mục", ANCHORS: "mốc neo", PROOFS: "chứng minh neo"}[name]
    return Broken(f"{name}, dòng {number}: {what} {why}.")


def _lines(opened: Opened, name: str) -> Iterator[tuple[int, bytes]]:
    with opened.open(name) as file:
        number = 0
        while line := file.readline(LINE_LIMIT + 1):
            number += 1
            yield number, line


def _told(name: str, number: int, read: Callable[[bytes, State], Found], line: bytes, after: State) -> Found:
    try:
        return read(line, after)
    except Faulty as why:
        raise fault(name, number, why) from why
