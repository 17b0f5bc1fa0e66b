"""Puts facts on record, in the transaction that makes them true.

Entries live in a sister database in which the service may add and read, nothing else (decision 0010).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from casework.audit.chain import Head, beginning, head_of, seal
from casework.audit.entry import Entry, Fact
from casework.audit.facts import author_read
from shared.failures import Transient
from shared.ops.ids import new_id
from shared.store.client import Index
from shared.store.driver import ASCENDING, DESCENDING, Document, IndexModel, PyMongoError, is_duplicate
from shared.store.unit_of_work import Transaction

SISTER = "audit"
ENTRIES, ANCHORS, PURGES = "entries", "anchors", "purges"
UNANCHORED = "audit_unanchored"
"""Heads that moved and are in no anchor yet: one document per transaction, so that nobody waits for anybody."""

INDEXES = (
    # Unique: a chain cannot fork, whoever writes.
    Index(ENTRIES, IndexModel([("chain", ASCENDING), ("seq", DESCENDING)], unique=True), SISTER),
    Index(ANCHORS, IndexModel([("leaves.chain", ASCENDING), ("_id", ASCENDING)]), SISTER),
)


async def append(transaction: Transaction, facts: Sequence[Fact]) -> None:
    """Raises Transient when somebody else has appended to one of the chains meanwhile: come again; UnsoundFact."""
    if not facts:
        return
    heads = await _heads(transaction, sorted({fact.chain for fact in facts}))
    entries = []
    for fact in facts:
        entry = seal(heads.get(fact.chain) or beginning(fact.chain), fact)
        heads[fact.chain] = head_of(entry)
        entries.append(entry)
    try:
        await _insert(transaction, entries, heads)
    except PyMongoError as error:
        if is_duplicate(error):
            raise Transient("somebody else put something on record in the same chain meanwhile") from error
        raise


async def record_read(
    transaction: Transaction, author: str, actor: str, role: str, reason: str, at: datetime, case_id: str | None = None
) -> None:
    """Before an author is shown to anybody: commit first, then show. Raises UnsoundFact without a reason."""
    await append(transaction, [author_read(author, actor, role, reason, at, case_id)])


def entry_document(entry: Entry) -> Document:
    """As it was hashed, and nothing that MongoDB would round or could expire: there is no date in it."""
    return {"_id": entry.hash, **entry.body}


def entry_of(row: Document) -> Entry:
    return Entry({name: value for name, value in row.items() if name != "_id"}, row["_id"])


def head_document(head: Head) -> Document:
    return {"chain": head.chain, "seq": head.seq, "hash": head.hash}


async def _heads(transaction: Transaction, chains: Sequence[str]) -> dict[str, Head]:
    """Of those that have begun; the index answers with one look per chain, however long it is."""
    steps: list[Document] = [
        {"$match": {"chain": {"$in": list(chains)}}},
        {"$sort": {"chain": ASCENDING, "seq": DESCENDING}},
        {"$group": {"_id": "$chain", "seq": {"$first": "$seq"}, "hash": {"$first": "$_id"}}},
    ]
    rows = transaction.collection(ENTRIES, SISTER).aggregate(steps, session=transaction.session)
    return {row["_id"]: Head(row["_id"], row["seq"], row["hash"]) async for row in rows}


async def _insert(transaction: Transaction, entries: Sequence[Entry], heads: Mapping[str, Head]) -> None:
    rows = [entry_document(entry) for entry in entries]
    await transaction.collection(ENTRIES, SISTER).insert_many(rows, session=transaction.session)
    moved = {"_id": new_id(), "heads": [head_document(head) for head in heads.values()]}
    await transaction.collection(UNANCHORED).insert_one(moved, session=transaction.session)
