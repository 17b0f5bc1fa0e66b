"""One transaction: inbox + state + outbox. The atom from which "effectively once" is made."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Generic, TypeVar

from shared.cause import Cause
from shared.contracts.envelope import Event
from shared.posting import Posting
from shared.store import inbox, outbox
from shared.store.client import Store
from shared.store.driver import (
    Collection,
    PyMongoError,
    Session,
    abort,
    as_failure,
    begin,
    commit,
    is_duplicate,
    open_session,
)

Work = TypeVar("Work")


class Transaction:
    """What repositories write through. Events leave only when everything else is committed with them."""

    def __init__(self, store: Store, session: Session, fresh: frozenset[str]) -> None:
        self._store = store
        self._postings: list[Posting] = []
        self.session = session
        self.fresh = fresh
        """Ids of the messages that were not handled before."""

    def collection(self, name: str, sister: str = "") -> Collection:
        return self._store.collection(name, sister)

    def publish(self, event: Event, cause: Cause | None = None) -> None:
        self._postings.append(outbox.to_posting(event, cause.traceparent if cause else None))

    def post(self, posting: Posting) -> None:
        """Publish bytes that are already an event: a replay."""
        self._postings.append(posting)

    async def flush(self) -> int:
        """Write the events to the outbox; how many there were."""
        if self._postings:
            await outbox.add(self._store.database, self.session, self._postings)
        return len(self._postings)


class UnitOfWork(Generic[Work]):
    """Opens transactions and dresses each in the service's own repositories (`build`)."""

    def __init__(self, store: Store, build: Callable[[Transaction], Work], wake_relay: Callable[[], None]) -> None:
        self._store = store
        self._build = build
        self._wake = wake_relay

    @asynccontextmanager
    async def once(self, message_ids: Sequence[str]) -> AsyncIterator[Work]:
        """A transaction in which those messages count as handled; `fresh` tells which of them were not before.

        Raises Transient when MongoDB is away or somebody else wrote the same documents meanwhile.
        """
        try:
            async with await open_session(self._store.client) as session:
                try:
                    # Inside the `try`: Motor's own exit would give the transaction up over a blocking connection.
                    fresh = await self._claim(session, message_ids)
                    transaction = Transaction(self._store, session, frozenset(fresh))
                    yield self._build(transaction)
                    written = await transaction.flush()
                    await commit(session)
                except BaseException:
                    await abort(session)
                    raise
        except PyMongoError as error:
            raise as_failure(error) from error
        if written:
            self._wake()

    async def _claim(self, session: Session, ids: Sequence[str]) -> Sequence[str]:
        """Start a transaction with the inbox written; redelivered ids (rare) cost a second start."""
        await begin(session)
        if not ids:
            return ids
        try:
            await inbox.remember(self._store.database, session, ids)
        except PyMongoError as error:
            if not is_duplicate(error):
                raise
        else:
            return ids
        await abort(session)
        await begin(session)
        fresh = await inbox.unseen(self._store.database, session, ids)
        if fresh:
            await inbox.remember(self._store.database, session, fresh)
        return fresh
