"""The directory of bodies: seeded once from the packaged table, then the database is the truth."""

import asyncio
import csv
from collections.abc import Sequence
from datetime import date
from importlib.resources import files

from casework.domain.directory import Body, Directory
from casework.outgoing import body_event
from shared.failures import Transient
from shared.ops.clock import system_clock
from shared.store.client import Store
from shared.store.driver import Document
from shared.store.unit_of_work import Transaction, UnitOfWork

SEED_SECONDS = 70.0
"""Longer than MongoDB lets a dead replica's transaction live."""
SEED_PAUSE = 0.2


def packaged_bodies() -> list[Body]:
    """The organisation since 2025 as far as it is known; each row carries the mark of its source."""
    table = files("casework").joinpath("data/bodies.csv").read_text("utf-8")
    return [_from_csv(row) for row in csv.DictReader(table.splitlines())]


def _from_csv(row: dict[str, str]) -> Body:
    return Body(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        address=row["address"],
        places=frozenset(row["places"].split()),
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        mark=row["mark"],
    )


def _document(body: Body) -> Document:
    return {
        "_id": body.id,
        "name": body.name,
        "kind": body.kind,
        "address": body.address,
        "places": sorted(body.places),
        "valid_from": body.valid_from.isoformat() if body.valid_from else None,
        "valid_to": body.valid_to.isoformat() if body.valid_to else None,
        "mark": body.mark,
        "version": 1,
    }


def _from_document(row: Document) -> Body:
    fields = {key: row[key] for key in ("name", "kind", "address", "mark")}
    return Body(
        id=row["_id"],
        places=frozenset(row["places"]),
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        **fields,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


class Bodies:
    """A part: seeds the directory at the first start and loads it."""

    def __init__(self, store: Store, work: UnitOfWork[Transaction]) -> None:
        self._store = store
        self._work = work
        self._directory = Directory(())

    async def start(self) -> None:
        if await self._store.collection("bodies").find_one({}, {"_id": 1}) is None:
            # A replica that seeds at this moment makes ours conflict; one that was killed over it, for some seconds.
            async with asyncio.timeout(SEED_SECONDS):
                while not await self._seeded(packaged_bodies()):  # noqa: ASYNC110 - another process tells nobody
                    await asyncio.sleep(SEED_PAUSE)
        rows = self._store.collection("bodies").find({}).sort("_id")
        self._directory = Directory([_from_document(row) async for row in rows])

    async def stop(self) -> None:
        """Nothing is held."""

    def current(self) -> Directory:
        return self._directory

    async def _seeded(self, bodies: Sequence[Body]) -> bool:
        try:
            await self._seed(bodies)
        except Transient:
            return False
        return True

    async def _seed(self, bodies: Sequence[Body]) -> None:
        now = system_clock()
        # The seed counts as one message: two replicas that start together seed once.
        async with self._work.once(["seed:bodies"]) as transaction:
            if not transaction.fresh:
                return
            rows = [_document(body) for body in bodies]
            await transaction.collection("bodies").insert_many(rows, session=transaction.session)
            for body in bodies:
                transaction.publish(body_event(body, 1, now))
