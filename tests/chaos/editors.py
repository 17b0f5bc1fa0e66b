"""Edit, remove and put back what was published, each as soon as ingest has seen how it was before.

Whether it has is read in its database: an edit before the capture would be no edit for anybody.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from pymongo import MongoClient, timeout
from pymongo.errors import PyMongoError
from tests.chaos.articles import Article, Newsroom

EVERY_SECONDS = 0.5
PATIENCE_SECONDS = 2.0


class Editors:
    """`run` until cancelled."""

    def __init__(self, newsroom: Newsroom, base: str, mongo_url: str) -> None:
        self._newsroom = newsroom
        self._base = base
        self._mongo = MongoClient[dict[str, Any]](mongo_url)

    async def run(self) -> None:
        while True:
            await asyncio.to_thread(self.work)
            await asyncio.sleep(EVERY_SECONDS)

    def work(self) -> None:
        """One step for everything whose last step was noticed. MongoDB may have been killed: then at the next turn."""
        waiting = {self._base + article.path: article for article in self._newsroom.unfinished()}
        with _forgivingly():
            rows = self._publications.find({"address": {"$in": list(waiting)}}, {"address": 1, "version": 1})
            for article, version in [(waiting[row["address"]], row["version"]) for row in rows]:
                article.done += version == 1 + article.done

    def hurry(self) -> list[Article]:
        """What nobody has noticed is looked at now: a visit that a kill cut off would come again after ten minutes."""
        changed = {self._base + article.path: article for article in self._newsroom.articles if article.done}
        unnoticed: list[Article] = list(changed.values())
        with _forgivingly():
            rows = self._publications.find({"address": {"$in": list(changed)}}, {"address": 1, "version": 1})
            noticed = {row["address"] for row in rows if row["version"] == 1 + changed[row["address"]].done}
            late = [address for address in changed if address not in noticed]
            self._publications.update_many({"address": {"$in": late}}, {"$set": {"revisit_at": datetime.now(UTC)}})
            unnoticed = [changed[address] for address in late]
        return [*unnoticed, *self._newsroom.unfinished()]

    def close(self) -> None:
        self._mongo.close()

    @property
    def _publications(self) -> Any:
        return self._mongo["haichieu_ingest"]["publications"]


@contextmanager
def _forgivingly() -> Iterator[None]:
    try:
        with timeout(PATIENCE_SECONDS):
            yield
    except PyMongoError:
        pass
