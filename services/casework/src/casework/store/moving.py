"""Publications of one case become another's, with their numbers, their journey and what makes their texts findable."""

from collections.abc import Mapping, Sequence

from casework.domain.case import Told
from casework.domain.matching import bands_of, parse_signature
from casework.store.documents import JOURNEY
from shared.failures import Transient
from shared.store.driver import Document, UpdateOne
from shared.store.unit_of_work import Transaction

MEMBERS_PER_BAND = 50
"""A band that half the press shares (a boilerplate text) must not grow without end."""


async def move(transaction: Transaction, old_id: str, told: Sequence[Told]) -> None:
    """Raises Transient when one of them is not that case's any more."""
    await _give(transaction, old_id, told)
    await _count_anew(transaction, old_id)
    await _copy_journeys(transaction, old_id, told)
    await _hand_over_texts(transaction, old_id, told)


async def _give(transaction: Transaction, old_id: str, told: Sequence[Told]) -> None:
    writes = [
        UpdateOne(
            {"_id": one.publication_id, "case_id": old_id}, {"$set": {"case_id": one.case_id, "number": one.number}}
        )
        for one in told
    ]
    done = await transaction.collection("told").bulk_write(writes, session=transaction.session)
    if done.matched_count != len(told):
        raise Transient("a publication was moved by somebody else meanwhile")


async def _count_anew(transaction: Transaction, case_id: str) -> None:
    """Without gaps, in the order in which they joined: pages are cut by number, and the next one is the count."""
    rows = transaction.collection("told")
    stages: list[Document] = [
        {"$match": {"case_id": case_id}},
        {"$project": {"number": 1}},
        {"$setWindowFields": {"sortBy": {"number": 1}, "output": {"place": {"$documentNumber": {}}}}},
        {"$match": {"$expr": {"$ne": ["$number", "$place"]}}},
        {"$sort": {"place": 1}},
        {"$project": {"place": 1}},
    ]
    # From the front: each moves to a number that is free by then.
    writes = [
        UpdateOne({"_id": row["_id"]}, {"$set": {"number": row["place"]}})
        async for row in rows.aggregate(stages, session=transaction.session)
    ]
    if writes:
        await rows.bulk_write(writes, session=transaction.session)


async def _copy_journeys(transaction: Transaction, old_id: str, told: Sequence[Told]) -> None:
    """How they were captured and assessed is shown in both: what has happened in the old case stays its past."""
    homes = {one.publication_id: one.case_id for one in told}
    timeline = transaction.collection("timeline")
    known = {"_id": {"$in": [f"{old_id}:{id_}:{kind}" for id_ in homes for kind in JOURNEY]}}
    copies = [
        row
        | {
            "_id": f"{homes[row['publication_id']]}:{row['publication_id']}:{row['kind']}",
            "case_id": homes[row["publication_id"]],
        }
        async for row in timeline.find(known, session=transaction.session)
    ]
    if copies:
        await timeline.insert_many(copies, session=transaction.session)


async def _hand_over_texts(transaction: Transaction, old_id: str, told: Sequence[Told]) -> None:
    """Later copies of a text that left find the new case. One that is told in both is still found in the old one:
    nothing tells the machine to which of the two a further copy belongs."""
    homes = {one.signature: one.case_id for one in told if one.signature}
    shared = {"case_id": old_id, "signature": {"$in": list(homes)}}
    staying = set(await transaction.collection("told").distinct("signature", shared, session=transaction.session))
    members: dict[str, list[Document]] = {}
    for encoded in sorted(homes.keys() - staying):
        for key in bands_of(parse_signature(encoded)):
            members.setdefault(key, []).append({"case": homes[encoded], "signature": encoded})
    bands = transaction.collection("bands")
    leaving = {"case": old_id, "signature": {"$in": sorted(homes.keys() - staying)}}
    writes = [UpdateOne({"_id": key}, {"$pull": {"members": leaving}}) for key in members]
    if writes:
        await bands.bulk_write([*writes, *pushes(members)], session=transaction.session)


def pushes(members: Mapping[str, Sequence[Document]]) -> list[UpdateOne]:
    """New members of each band, the oldest ones giving way."""
    return [
        UpdateOne({"_id": key}, {"$push": {"members": {"$each": list(new), "$slice": -MEMBERS_PER_BAND}}}, upsert=True)
        for key, new in members.items()
    ]
