"""Cases of before the list could be asked by words and time limits get what it asks for, once: page by page."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import UTC, datetime

from casework.domain.pending import next_due
from casework.domain.wording import words_of
from casework.store.asking import asking
from casework.store.documents import case_of
from casework.store.work import DONE
from shared.failures import Transient
from shared.store.client import Store
from shared.store.driver import ASCENDING, Document, UpdateOne

log = logging.getLogger(__name__)

NAME = "words and next_due_at of older cases"
AT_ONCE = 200
RETRY_SECONDS = 20.0


class OlderCases:
    """A side task. Where it has come to is kept after each page, so that a killed process goes on from there; several
    replicas write the same. A case that somebody changes meanwhile is passed over: the change has written both."""

    def __init__(self, store: Store, at_once: int = AT_ONCE) -> None:
        self._store = store
        self._at_once = at_once

    async def run(self) -> None:
        """Returns never: the kit takes a side task that ends for a failure."""
        while True:
            try:
                while not await self.page():
                    pass
                break
            except Transient as error:
                log.warning("older cases wait: %s", error, extra={"action": "cases.older-retry"})
                await asyncio.sleep(RETRY_SECONDS)
        await asyncio.Event().wait()

    async def page(self) -> bool:
        """One page more; whether all are done. Raises Transient."""
        done = self._store.collection(DONE)
        with asking():
            place = await done.find_one({"_id": NAME}) or {}
            if "at" in place:
                return True
            after = place.get("after", "")
            found = (
                self._store.collection("cases")
                .find({"_id": {"$gt": after}})
                .sort("_id", ASCENDING)
                .limit(self._at_once)
            )
            rows = [row async for row in found]
            filled = await self._fill(rows)
            last = {"at": datetime.now(UTC)} if len(rows) < self._at_once else {"after": rows[-1]["_id"]}
            await done.update_one({"_id": NAME}, {"$set": last}, upsert=True)
        if filled:
            log.info("older cases can be found", extra={"action": "cases.older", "count": filled})
        return len(rows) < self._at_once

    async def _fill(self, rows: Sequence[Document]) -> int:
        lacking = [row for row in rows if "words" not in row or "next_due_at" not in row]
        writes = [
            UpdateOne({"_id": row["_id"], "version": row["version"]}, {"$set": _asked_for(row)}) for row in lacking
        ]
        return (await self._store.collection("cases").bulk_write(writes)).modified_count if writes else 0


def _asked_for(row: Document) -> Document:
    case = case_of(row)
    return {"words": words_of(case.title, *case.place_names), "next_due_at": next_due(case.life, case.clocks)}
