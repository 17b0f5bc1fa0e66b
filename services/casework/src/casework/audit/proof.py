"""That a head stood in an anchor: its place among the anchor's leaves, and the way up to the root."""

from collections.abc import Sequence
from dataclasses import dataclass

from casework.audit import merkle
from casework.audit.anchor import Anchor, leaf_of, leaves_of
from casework.audit.canonical import canonical
from casework.audit.chain import Head
from casework.audit.lines import Faulty, is_hash, is_number, object_of

FIELDS = frozenset({"anchor", "chain", "seq", "hash", "index", "path"})
LONGEST = 64


@dataclass(frozen=True, slots=True)
class Proof:
    """`head` is leaf number `index` of that anchor."""

    anchor: int
    head: Head
    index: int
    path: tuple[str, ...]

    def holds(self, anchor: Anchor) -> bool:
        way = [bytes.fromhex(neighbour) for neighbour in self.path]
        found = merkle.climbed(leaf_of(self.head), self.index, int(anchor.body["count"]), way)
        return found is not None and anchor.number == self.anchor and found.hex() == anchor.body["root"]

    def line(self) -> bytes:
        head = {"chain": self.head.chain, "seq": self.head.seq, "hash": self.head.hash}
        return canonical({"anchor": self.anchor, **head, "index": self.index, "path": list(self.path)}) + b"\n"


def prove(anchor: Anchor, heads: Sequence[Head], index: int) -> Proof:
    way = merkle.path(leaves_of(heads), index)
    return Proof(anchor.number, heads[index], index, tuple(neighbour.hex() for neighbour in way))


def read_proof(line: bytes, after: Proof | None) -> Proof:
    """Raises Faulty."""
    row = object_of(line)
    numbers = set(row) == FIELDS and all(is_number(row[name]) for name in ("anchor", "seq", "index"))
    if not numbers or not isinstance(row["path"], list) or len(row["path"]) > LONGEST:
        raise Faulty("không có đủ và đúng các trường của một chứng minh neo")
    if not all(map(is_hash, (row["hash"], *row["path"]))):
        raise Faulty("có mã băm không đúng dạng")
    proof = Proof(row["anchor"], Head(row["chain"], row["seq"], row["hash"]), row["index"], tuple(row["path"]))
    if after and (proof.anchor <= after.anchor or proof.head.seq <= after.head.seq):
        raise Faulty("không theo thứ tự: chứng minh neo bị lặp hoặc đổi chỗ")
    return proof
