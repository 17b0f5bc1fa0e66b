"""The chain: each entry names its place and the hash of the one before."""

import hashlib
from dataclasses import dataclass

from casework.audit.canonical import digest
from casework.audit.entry import LINE_LIMIT, Entry, Fact, UnsoundFact, stamp
from casework.audit.lines import Faulty, is_hash, is_number, object_of

FORMAT = 1
FIELDS = frozenset(
    {
        *("v", "chain", "seq", "prev", "at", "kind", "actor", "role", "reason", "note", "before", "after"),
        *("files", "details", "hash"),
    }
)


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of a chain; it vouches for all before it."""

    chain: str
    seq: int
    hash: str


def beginning(chain: str) -> Head:
    """What the first entry follows: the chain's own name, so that no entry fits into another chain."""
    return Head(chain, 0, hashlib.sha256(f"haichieu-audit/1\n{chain}".encode()).hexdigest())


def head_of(entry: Entry) -> Head:
    return Head(entry.chain, entry.seq, entry.hash)


def seal(after: Head, fact: Fact) -> Entry:
    """Raises UnsoundFact, NotCanonical."""
    body = {
        "v": FORMAT,
        "chain": after.chain,
        "seq": after.seq + 1,
        "prev": after.hash,
        "at": stamp(fact.at),
        "kind": fact.kind,
        "actor": fact.actor,
        "role": fact.role,
        "reason": fact.reason,
        "note": fact.note,
        "before": fact.before,
        "after": fact.after,
        "files": list(fact.files),
        "details": dict(fact.details),
    }
    entry = Entry(body, digest(body))
    if len(entry.line()) > LINE_LIMIT:
        raise UnsoundFact(f"Mục nhật ký dài quá {LINE_LIMIT} byte: để nội dung dài vào tệp và ghi mã băm của tệp.")
    return entry


def read_entry(line: bytes, after: Head) -> Entry:
    """The entry in this line if it follows `after`. Raises Faulty with what is wrong."""
    row = object_of(line)
    sound = set(row) == FIELDS and row["v"] == FORMAT and is_number(row["seq"]) and is_hash(row["hash"])
    if not sound or not isinstance(row["files"], list):
        raise Faulty("không có đủ và đúng các trường của một mục nhật ký")
    entry = Entry({name: value for name, value in row.items() if name != "hash"}, row["hash"])
    if row["chain"] != after.chain:
        raise Faulty(f"thuộc chuỗi {row['chain']!r}, không phải {after.chain!r}: dòng lấy từ nơi khác")
    if digest(entry.body) != entry.hash:
        raise Faulty("nội dung không khớp mã băm của chính nó: mục đã bị sửa")
    if entry.seq != after.seq + 1:
        raise Faulty(f"mang số {entry.seq}, phải là {after.seq + 1}: có mục bị bỏ, lặp lại hoặc đổi chỗ")
    if row["prev"] != after.hash:
        raise Faulty("không nối với mục trước: mục trước đã bị thay, hoặc dòng này lấy từ bản khác")
    return entry
