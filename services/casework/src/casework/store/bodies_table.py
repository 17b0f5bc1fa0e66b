"""Bodies as documents (port: casework.body_ports.DirectoryWork)."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from casework.body_ports import Kept
from casework.domain.directory import Body
from casework.outgoing import body_event
from shared.store.driver import Document, ReplaceOne
from shared.store.unit_of_work import Transaction

EDITION = "bodies"
DAYS = frozenset({"valid_from", "valid_to"})
SETS = frozenset({"places", "also", "sectors"})


def document_of(kept: Kept) -> Document:
    row = {field.name: _stored(getattr(kept.body, field.name)) for field in fields(Body)}
    return {"_id": row.pop("id"), "version": kept.version, **row}


def _stored(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return sorted(value) if isinstance(value, frozenset) else value


def kept_of(row: Document) -> Kept:
    """Fields that an older version of the service did not know are empty."""
    known = {field.name: _read(field.name, row[field.name]) for field in fields(Body) if field.name in row}
    return Kept(Body(id=row["_id"], **known), row["version"])


def _read(name: str, value: Any) -> Any:
    if name in DAYS:
        return date.fromisoformat(value) if value else None
    return frozenset(value) if name in SETS else value


class BodyTable:
    """The directory within one transaction: all its rows are read as they were at one moment."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._session = transaction.session

    async def edition(self) -> int:
        row = await self._transaction.collection("directory").find_one({"_id": EDITION}, session=self._session)
        return int(row["version"]) if row else 0

    async def kept(self) -> dict[str, Kept]:
        rows = self._transaction.collection("bodies").find({}, session=self._session)
        return {row["_id"]: kept_of(row) async for row in rows}

    async def write(self, changed: Sequence[Kept], actor: str, now: datetime) -> None:
        # The edition is written by everybody who changes the directory, so that two cannot do it at the same time.
        grow = {"$inc": {"version": 1}, "$set": {"changed_at": now, "changed_by": actor}}
        await self._transaction.collection("directory").update_one(
            {"_id": EDITION}, grow, upsert=True, session=self._session
        )
        writes = [ReplaceOne({"_id": kept.body.id}, document_of(kept), upsert=True) for kept in changed]
        await self._transaction.collection("bodies").bulk_write(writes, session=self._session)
        for kept in changed:
            self._transaction.publish(body_event(kept.body, kept.version, now, actor))
