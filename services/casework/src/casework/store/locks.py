"""Whoever reads what is known of a publication and decides by it locks the publication first."""

from collections.abc import Iterable

from shared.store.driver import UpdateOne
from shared.store.unit_of_work import Transaction


async def lock_publications(transaction: Transaction, publication_ids: Iterable[str]) -> None:
    """Two transactions that decide about one publication must not miss each other: both write this document, so one
    of them comes again and sees the other's effect."""
    touch = {"$inc": {"times": 1}, "$currentDate": {"at": True}}
    writes = [UpdateOne({"_id": id_}, touch, upsert=True) for id_ in sorted(set(publication_ids))]
    if writes:
        await transaction.collection("publication_locks").bulk_write(writes, session=transaction.session)
