"""One sighting of each publication: what the machine said last."""

from collections.abc import Sequence

from casework.domain.judging import TAKEN_BACK
from casework.domain.sighting import Sighting
from casework.store.verdicts import VERDICTS
from shared.store.driver import Document
from shared.store.unit_of_work import Transaction


async def forget_former(transaction: Transaction, sightings: Sequence[Sighting], rows: Sequence[Document]) -> None:
    """Delete what these replace; an officer's verdict is marked in the new rows. Classify keeps every assessment."""
    ids = [one.publication_id for one in sightings if one.replaces]
    if not ids:
        return
    session = transaction.session
    await transaction.collection("sightings").delete_many({"publication_id": {"$in": ids}}, session=session)
    found = transaction.collection(VERDICTS).find({"_id": {"$in": ids}}, {"relevant": 1}, session=session)
    said = {row["_id"]: row["relevant"] async for row in found}
    for row in rows:
        if (relevant := said.get(row["publication_id"], TAKEN_BACK)) != TAKEN_BACK:
            row["judged"] = relevant
