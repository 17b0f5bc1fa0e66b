"""Entries and anchors as an export and the anchoring read them (port: casework.audit.bundle.ports.Ledger)."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager

from casework.audit.anchor import Anchor
from casework.audit.chain import Head, head_of
from casework.audit.entry import Entry
from casework.store.audit import ANCHORS, ENTRIES, SISTER, entry_of
from shared.store.client import Store
from shared.store.driver import ASCENDING, DESCENDING, Document, PyMongoError, as_failure

NEWEST = [("seq", DESCENDING)]


class MongoLedger:
    """Raises Transient when Mongo is away."""

    def __init__(self, store: Store) -> None:
        self._entries = store.collection(ENTRIES, SISTER)
        self._anchors = store.collection(ANCHORS, SISTER)

    async def head(self, chain: str) -> Head | None:
        with passing():
            row = await self._entries.find_one({"chain": chain}, sort=NEWEST)
        return head_of(entry_of(row)) if row else None

    async def entries(self, head: Head) -> AsyncIterator[Entry]:
        with passing():
            rows = self._entries.find({"chain": head.chain, "seq": {"$lte": head.seq}}).sort("seq", ASCENDING)
            async for row in rows:
                yield entry_of(row)

    async def last_anchor(self) -> Anchor | None:
        with passing():
            row = await self._anchors.find_one({}, {"leaves": 0}, sort=[("_id", DESCENDING)])
        return anchor_of(row) if row else None

    async def anchors(self, first: int, last: int) -> AsyncIterator[Anchor]:
        with passing():
            rows = self._anchors.find({"_id": {"$gte": first, "$lte": last}}, {"leaves": 0}).sort("_id", ASCENDING)
            async for row in rows:
                yield anchor_of(row)

    async def covering(self, head: Head, last: int) -> AsyncIterator[tuple[Anchor, Sequence[Head]]]:
        """The anchors up to that number which hold this chain, as it stood up to `head`."""
        leaf = {"chain": head.chain, "seq": {"$lte": head.seq}}
        wanted = {"leaves.chain": head.chain, "leaves": {"$elemMatch": leaf}, "_id": {"$lte": last}}
        with passing():
            async for row in self._anchors.find(wanted).sort("_id", ASCENDING):
                leaves = [Head(leaf["chain"], leaf["seq"], leaf["hash"]) for leaf in row.pop("leaves")]
                yield anchor_of(row), leaves


def anchor_document(anchor: Anchor, leaves: Sequence[Document]) -> Document:
    """Its number is its id: of two that anchor at once, one is refused."""
    return {"_id": anchor.number, **anchor.body, "hash": anchor.hash, "leaves": list(leaves)}


def anchor_of(row: Document) -> Anchor:
    return Anchor({name: value for name, value in row.items() if name not in ("_id", "hash")}, row["hash"])


@contextmanager
def passing() -> Iterator[None]:
    """What the driver says, in the words of the house."""
    try:
        yield
    except PyMongoError as error:
        raise as_failure(error) from error
