"""A day of an outlet once more: the bytes that were kept of it are read anew and announced on the lane of the past.

For a classifier that has learnt, a subscriber that lost its memory, a reader that reads better. Nothing is captured a
second time; who knows a publication already recognises it by its id.
"""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from ingest.backfill.files import Archived
from ingest.backfill.intake import LANE
from ingest.backfill.ports import Desk
from ingest.backfill.taking import PORTION, Told, read_again, room_to_publish
from ingest.capturing import make_capture
from ingest.domain import Capture, Entry
from ingest.evidence_commands import EvidenceBroken
from ingest.outgoing import captured_event
from ingest.reading.room import ReadingRoom
from ingest.snapshots import Snapshots
from ingest.sources.source import Source
from ingest.store import IngestWork
from ingest.times import IN_FEED
from shared.cause import Cause
from shared.ops.clock import VIETNAM
from shared.store.client import Store
from shared.store.driver import ASCENDING, Document, PyMongoError, as_failure
from shared.store.unit_of_work import Transaction, UnitOfWork


class ReplayWork(IngestWork):
    """One transaction of a replay: events, and nothing else."""

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(transaction)
        self.publish = transaction.publish


async def replay(store: Store, outlet_id: str, day: date, room: ReadingRoom, desk: Desk, told: Told) -> None:
    """All that was first seen of the outlet on that day in Vietnam. Raises EvidenceBroken, Transient."""
    works = UnitOfWork(store, ReplayWork, lambda: None)
    portion: list[Capture] = []
    async for capture in _captures(store, outlet_id, day, room):
        portion.append(capture)
        if len(portion) == PORTION:
            await _announce(portion, works, desk, told)
            portion = []
    await _announce(portion, works, desk, told)


async def count(store: Store, outlet_id: str, day: date) -> int:
    try:
        return int(await store.collection("publications").count_documents(_of_day(outlet_id, day)))
    except PyMongoError as error:
        raise as_failure(error) from error


async def _announce(captures: list[Capture], works: UnitOfWork[ReplayWork], desk: Desk, told: Told) -> None:
    await room_to_publish(desk)
    async with works.once(()) as work:
        for capture in captures:
            work.publish(captured_event(capture), capture.cause)
    told("replayed", len(captures))


def _of_day(outlet_id: str, day: date) -> Document:
    begin = datetime.combine(day, time(), VIETNAM)
    return {"outlet_id": outlet_id, "captured_at": {"$gte": begin, "$lt": begin + timedelta(days=1)}}


async def _captures(store: Store, outlet_id: str, day: date, room: ReadingRoom) -> AsyncIterator[Capture]:
    outlets = {row["_id"]: row async for row in store.collection("sources").find({"outlet_id": outlet_id})}
    try:
        rows = store.collection("publications").find(_of_day(outlet_id, day)).sort("captured_at", ASCENDING)
        async for row in rows:
            yield await _capture(row, outlets.get(row["source_id"], {}), Snapshots(store), room)
    except PyMongoError as error:
        raise as_failure(error) from error


async def _capture(row: Document, outlet: Document, snapshots: Snapshots, room: ReadingRoom) -> Capture:
    """As it was at first sight, by its first snapshot; of what a feed's or a door's words stood in for, those words."""
    told = {"outlet_name": row["outlet_id"], "medium": "online", "url": row["address"]} | outlet
    source = Source(row["source_id"], row["outlet_id"], told["outlet_name"], told["medium"], told["url"])
    first = await anext(snapshots.of([row["_id"]]), None)
    if first is None:
        raise EvidenceBroken(f"Nothing is kept of {row['_id']}, {row['address']}.")
    kept = Archived(row["address"], first.body, first.content_type, first.sha256, first.fetched_at)
    page = await read_again(kept, room)
    words = "" if page.text else row["text"]
    in_feed = next((found["moment"] for found in row["times"] if found["where"] == IN_FEED), None)
    entry = Entry(row["address"], row["title"], words, in_feed)
    made = make_capture(row["_id"], source, entry, page, row["captured_at"])
    return replace(made, lane=LANE, author=row.get("author", ""), cause=Cause(row["correlation_id"]))
