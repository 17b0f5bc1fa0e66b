"""Anchors: one chain over all chains. Each holds the root over the heads that moved since the one before."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casework.audit import merkle
from casework.audit.canonical import canonical, digest
from casework.audit.chain import Head
from casework.audit.entry import stamp
from casework.audit.lines import Faulty, is_hash, is_number, object_of

FORMAT = 1
FIELDS = frozenset({"v", "anchor", "prev", "root", "count", "at", "hash"})
FIRST_PREV = hashlib.sha256(b"haichieu-anchors/1").hexdigest()


@dataclass(frozen=True, slots=True)
class Anchor:
    """`body` is what was hashed."""

    body: Mapping[str, Any]
    hash: str

    @property
    def number(self) -> int:
        return int(self.body["anchor"])

    def line(self) -> bytes:
        return canonical({**self.body, "hash": self.hash}) + b"\n"


def drop_anchor(after: Anchor | None, heads: Sequence[Head], at: datetime) -> Anchor:
    body = {
        "v": FORMAT,
        "anchor": after.number + 1 if after else 1,
        "prev": after.hash if after else FIRST_PREV,
        "root": merkle.root(leaves_of(heads)).hex(),
        "count": len(heads),
        "at": stamp(at),
    }
    return Anchor(body, digest(body))


def leaves_of(heads: Sequence[Head]) -> list[bytes]:
    return [leaf_of(head) for head in heads]


def leaf_of(head: Head) -> bytes:
    return merkle.leaf_hash(canonical({"chain": head.chain, "seq": head.seq, "hash": head.hash}))


def read_anchor(line: bytes, after: Anchor | None) -> Anchor:
    """The anchor in this line if it follows `after`; an export may begin anywhere. Raises Faulty."""
    row = object_of(line)
    sound = set(row) == FIELDS and is_number(row["anchor"]) and is_number(row["count"])
    if not sound or not all(is_hash(row[name]) for name in ("prev", "root", "hash")):
        raise Faulty("không có đủ và đúng các trường của một mốc neo")
    anchor = Anchor({name: value for name, value in row.items() if name != "hash"}, row["hash"])
    if digest(anchor.body) != anchor.hash:
        raise Faulty("nội dung không khớp mã băm của chính nó: mốc neo đã bị sửa")
    if after and anchor.number != after.number + 1:
        raise Faulty(f"mang số {anchor.number}, phải là {after.number + 1}: có mốc neo bị bỏ, lặp hoặc đổi chỗ")
    expected = after.hash if after else FIRST_PREV if anchor.number == 1 else row["prev"]
    if row["prev"] != expected:
        raise Faulty("không nối với mốc neo trước")
    return anchor
