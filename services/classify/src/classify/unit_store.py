"""What classify keeps of the directory of bodies, in Mongo."""

from collections.abc import Sequence
from datetime import date

from classify.domain import BodyHeard
from classify.unions import Unit
from shared.store.client import Store
from shared.store.driver import Document, PyMongoError, ReplaceOne, as_failure
from shared.store.unit_of_work import Transaction

BODIES, DIRECTORY, EDITION = "bodies", "directory", "bodies"


class MongoUnitTable:
    """Port: classify.ports.UnitTable."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def edition(self) -> int:
        try:
            row = await self._store.collection(DIRECTORY).find_one({"_id": EDITION})
        except PyMongoError as error:
            raise as_failure(error) from error
        return int(row["version"]) if row else 0

    async def units(self) -> list[Unit]:
        try:
            return [_unit(row) async for row in self._store.collection(BODIES).find({}) if row["answers"]]
        except PyMongoError as error:
            raise as_failure(error) from error


async def keep(transaction: Transaction, bodies: Sequence[BodyHeard]) -> None:
    """Those that are newer than what is there: a replayed record must not bring an old body back."""
    rows, session = transaction.collection(BODIES), transaction.session
    known = rows.find({"_id": {"$in": [body.unit.id for body in bodies]}}, {"version": 1}, session=session)
    versions = {row["_id"]: row["version"] async for row in known}
    writes = [
        ReplaceOne({"_id": body.unit.id}, _document(body), upsert=True)
        for body in bodies
        if versions.get(body.unit.id, 0) < body.version
    ]
    if writes:
        await rows.bulk_write(writes, ordered=False, session=session)
        grow = {"$inc": {"version": 1}}
        await transaction.collection(DIRECTORY).update_one({"_id": EDITION}, grow, upsert=True, session=session)


def _document(body: BodyHeard) -> Document:
    unit = body.unit
    return {
        "_id": unit.id,
        "version": body.version,
        "answers": body.answers,
        "provincial": unit.provincial,
        "places": sorted(unit.places),
        "sectors": sorted(unit.sectors),
        "valid_from": unit.valid_from.isoformat() if unit.valid_from else None,
        "valid_to": unit.valid_to.isoformat() if unit.valid_to else None,
    }


def _unit(row: Document) -> Unit:
    return Unit(
        id=row["_id"],
        provincial=row["provincial"],
        places=frozenset(row["places"]),
        sectors=frozenset(row["sectors"]),
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
