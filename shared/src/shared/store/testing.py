"""A unit of work in memory: the port and the promises of the real one, for tests without a database."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from shared.cause import Cause
from shared.contracts.envelope import Event
from shared.failures import Conflict
from shared.posting import Posting
from shared.store import inbox
from shared.store.outbox import to_posting

Work = TypeVar("Work")
Table = dict[str, Any]


class InMemoryCollection:
    """As much of a collection as writing through a transaction needs."""

    def __init__(self, table: Table) -> None:
        self._table = table

    async def insert_one(self, row: Table, session: object = None) -> None:
        if row["_id"] in self._table:
            raise Conflict(f"duplicate key {row['_id']}: what shared.store.driver makes of it")
        self._table[row["_id"]] = row

    async def insert_many(self, rows: Sequence[Table], session: object = None) -> None:
        for row in rows:
            await self.insert_one(row)


class InMemoryTransaction:
    """Writes go to copies of the tables; they count only when the transaction commits. Rows are never changed."""

    def __init__(self, tables: dict[str, Table], fresh: frozenset[str]) -> None:
        self.tables = {name: dict(rows) for name, rows in tables.items()}
        self.postings: list[Posting] = []
        self.session = None
        self.fresh = fresh

    def table(self, name: str) -> Table:
        return self.tables.setdefault(name, {})

    def insert(self, name: str, id_: str, row: Any) -> None:
        """Raises Conflict when the id is taken, as a duplicate key in Mongo does."""
        if id_ in self.table(name):
            raise Conflict(f"duplicate key {id_} in {name}")
        self.table(name)[id_] = row

    def collection(self, name: str, sister: str = "") -> InMemoryCollection:
        return InMemoryCollection(self.table(f"{sister}.{name}" if sister else name))

    def publish(self, event: Event, cause: Cause | None = None) -> None:
        self.postings.append(to_posting(event, cause.traceparent if cause else None))

    def post(self, posting: Posting) -> None:
        self.postings.append(posting)


class InMemoryRepositories:
    """What the in-memory works of all services have in common."""

    def __init__(self, transaction: InMemoryTransaction) -> None:
        self._transaction = transaction

    @property
    def fresh(self) -> frozenset[str]:
        return self._transaction.fresh


class InMemoryUnitOfWork(Generic[Work]):
    """`tables` is what is committed, `outbox` what was published; `failures` are raised at the next commits."""

    def __init__(
        self, build: Callable[[InMemoryTransaction], Work], wake_relay: Callable[[], None] | None = None
    ) -> None:
        self.tables: dict[str, Table] = {}
        self.outbox: list[Posting] = []
        self.failures: list[Exception] = []
        self.commits = 0
        self._build = build
        self._wake = wake_relay

    def table(self, name: str) -> Table:
        return self.tables.get(name, {})

    def posted(self, topic: str) -> list[Posting]:
        return [posting for posting in self.outbox if posting.topic == topic]

    @asynccontextmanager
    async def once(self, message_ids: Sequence[str]) -> AsyncIterator[Work]:
        """Raises Conflict for the same id twice in one call, as the real inbox does."""
        if len(set(message_ids)) < len(message_ids):
            raise Conflict("the same message twice in one transaction")
        fresh = frozenset(id_ for id_ in message_ids if id_ not in self.table(inbox.COLLECTION))
        transaction = InMemoryTransaction(self.tables, fresh)
        transaction.table(inbox.COLLECTION).update(dict.fromkeys(fresh, datetime.now(UTC)))
        yield self._build(transaction)
        if self.failures:
            raise self.failures.pop(0)
        self.tables = transaction.tables
        self.outbox += transaction.postings
        self.commits += 1
        if transaction.postings and self._wake:
            self._wake()
