"""Entries, anchors and proofs read side by side, each once."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from casework.audit.anchor import Anchor
from casework.audit.bundle.failures import Broken
from casework.audit.bundle.manifest import Manifest
from casework.audit.bundle.marks import Mark
from casework.audit.bundle.names import ANCHORS, ENTRIES, PROOFS
from casework.audit.bundle.opening import Opened
from casework.audit.bundle.reading import anchors_of, entries_of, fault, head_after, proofs_of
from casework.audit.entry import LETTER_SIGNED, Entry


@dataclass(slots=True)
class Contents:
    """What was read. `bound`: attached files, by hash, whose hash stands in an entry (the number of that entry)."""

    entry: Entry | None = None
    anchor: Anchor | None = None
    anchors: int = 0
    covers: int = 0
    bound: dict[str, int] = field(default_factory=dict)


def read_contents(opened: Opened, manifest: Manifest, mark: Mark) -> Contents:
    """Raises Broken at the first line that is wrong."""
    contents, attached = Contents(), {row.sha256 for row in manifest.files}
    entries = _watched_entries(opened, manifest.chain, mark, contents, attached)
    anchors = _watched_anchors(opened, mark, contents)
    for number, proof in proofs_of(opened):
        entry = _entry(entries, proof.head.seq)
        if entry is None or (entry.chain, entry.hash) != (proof.head.chain, proof.head.hash):
            raise fault(PROOFS, number, f"nói về mục {proof.head.seq}, mà {ENTRIES} không có mục ấy hay có mục khác")
        anchor = _anchor(anchors, proof.anchor)
        if anchor is None or not proof.holds(anchor):
            raise fault(PROOFS, number, f"không dẫn tới gốc của mốc neo {proof.anchor} trong {ANCHORS}")
        contents.covers = proof.head.seq
        mark.look(anchor.hash, f"mốc neo {anchor.number}", contents.covers)
    for rest in (entries, anchors):
        for _ in rest:
            pass
    _compare(contents, manifest)
    return contents


def _watched_entries(opened: Opened, chain: str, mark: Mark, contents: Contents, attached: set[str]) -> Iterator[Entry]:
    for entry in entries_of(opened, chain):
        contents.entry = entry
        mark.look(entry.hash, f"mục {entry.seq}", entry.seq)
        _check_letters(entry, attached)
        contents.bound |= {sha: entry.seq for sha in entry.body["files"] if isinstance(sha, str) and sha in attached}
        yield entry


def _check_letters(entry: Entry, attached: set[str]) -> None:
    """A signed letter that is changed, or left out, is not among the files under the hash that is on record."""
    if entry.body["kind"] == LETTER_SIGNED and not set(entry.body["files"]) <= attached:
        raise fault(ENTRIES, entry.seq, "ghi một văn bản đã ký mà trong letters/ không có, hoặc có bản đã bị sửa")


def _watched_anchors(opened: Opened, mark: Mark, contents: Contents) -> Iterator[Anchor]:
    for anchor in anchors_of(opened):
        contents.anchor, contents.anchors = anchor, contents.anchors + 1
        mark.look(anchor.hash, f"mốc neo {anchor.number}", contents.covers)
        yield anchor


def _entry(entries: Iterator[Entry], seq: int) -> Entry | None:
    """Read on to it."""
    return next((entry for entry in entries if entry.seq == seq), None)


def _anchor(anchors: Iterator[Anchor], number: int) -> Anchor | None:
    return next((anchor for anchor in anchors if anchor.number == number), None)


def _compare(contents: Contents, manifest: Manifest) -> None:
    head, anchors = head_after(contents.entry, manifest.chain), manifest.anchors
    if (head.seq, head.hash) != (manifest.entries.count, manifest.entries.head):
        raise Broken(
            f"{ENTRIES}: có {head.seq} mục, mã cuối {head.hash[:16]}…; "
            f"bảng kê ghi {manifest.entries.count} mục, mã cuối {manifest.entries.head[:16]}…."
        )
    last = contents.anchor.hash if contents.anchor else None
    if (contents.anchors, contents.covers, last) != (anchors.count, anchors.covers, anchors.head):
        raise Broken(f"{ANCHORS}, {PROOFS}: số mốc neo, mốc cuối hoặc phạm vi không như bảng kê ghi.")
