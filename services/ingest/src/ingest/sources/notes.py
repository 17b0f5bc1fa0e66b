"""Small writes that need no transaction, gathered: hundreds of unchanged feeds a second cost a few round trips."""

import asyncio

from shared.store.client import Store
from shared.store.driver import PyMongoError, UpdateOne, as_failure

GATHER_SECONDS = 0.005


class Notes:
    """Whoever writes waits until it is written, with all that others wrote meanwhile."""

    def __init__(self, store: Store, collection: str) -> None:
        self._store = store
        self._collection = collection
        self._waiting: list[tuple[UpdateOne, asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def write(self, update: UpdateOne) -> None:
        """Raises Transient when MongoDB is away."""
        written = asyncio.get_running_loop().create_future()
        self._waiting.append((update, written))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        await written

    async def _write(self) -> None:
        await asyncio.sleep(GATHER_SECONDS)
        while self._waiting:
            batch, self._waiting = self._waiting, []
            failure: BaseException | None = None
            try:
                updates = [update for update, _ in batch]
                await self._store.collection(self._collection).bulk_write(updates, ordered=False)
            except PyMongoError as error:
                failure = as_failure(error)
            except BaseException as error:
                # Also when the service stops: nobody waits for ever.
                failure = error
                raise
            finally:
                _tell(batch, failure)


def _tell(batch: list[tuple[UpdateOne, asyncio.Future[None]]], failure: BaseException | None) -> None:
    for _, written in batch:
        if written.done():
            continue
        if failure is None:
            written.set_result(None)
        elif isinstance(failure, asyncio.CancelledError):
            written.cancel()
        else:
            written.set_exception(failure)
