"""The connection of one service to its own database; a part of the service (started first, stopped last)."""

import asyncio
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass

from shared.exits import Away
from shared.store.driver import Client, Collection, Database, IndexModel, OperationFailure, PyMongoError, connect

log = logging.getLogger(__name__)

INDEX_OPTIONS_DIFFER = 85
CURE = "Start it, or set HAICHIEU_MONGO_URL."


class CannotReachMongo(Away):
    """MongoDB does not answer, or is not a replica set (transactions need one, also on a laptop)."""


def cannot_reach(url: str, error: PyMongoError, cure: str = CURE) -> CannotReachMongo:
    """One line: where, the kind of fault, the cure. The driver's own words are a page, and may hold the password."""
    where = re.sub(r"^\w+(\+srv)?://([^@/]*@)?|[/?].*$", "", url)
    if code := getattr(error, "code", None):
        why = f"{type(error).__name__} {code}"
        return CannotReachMongo(f"MongoDB at {where} refused ({why}). Check the account in HAICHIEU_MONGO_URL.")
    return CannotReachMongo(f"MongoDB at {where} does not answer ({type(error).__name__}). {cure}")


@dataclass(frozen=True, slots=True)
class Index:
    """One index of one collection; created at start, which costs nothing when it is there."""

    collection: str
    model: IndexModel
    sister: str = ""


class Store:
    """One database, its indexes, and nothing of anybody else's."""

    def __init__(self, url: str, database: str, indexes: Sequence[Index] = ()) -> None:
        self._url = url
        self._name = database
        self._indexes = indexes
        self._client: Client | None = None

    @property
    def client(self) -> Client:
        if self._client is None:
            raise CannotReachMongo("The store was used before it was started.")
        return self._client

    @property
    def database(self) -> Database:
        return self.client[self._name]

    def collection(self, name: str, sister: str = "") -> Collection:
        """Of the service's database; or of a sister of it, in which the service may add and read but change nothing."""
        return self.client[f"{self._name}_{sister}"][name] if sister else self.database[name]

    async def start(self) -> None:
        """Raises CannotReachMongo, so that a service without its database does not pretend to be up."""
        self._client = connect(self._url, self._name)
        try:
            hello = await self._client.admin.command("hello")
        except PyMongoError as error:
            raise cannot_reach(self._url, error) from error
        if "setName" not in hello:
            raise CannotReachMongo("MongoDB runs without a replica set. Start mongod with --replSet and initiate it.")
        for index in self._indexes:
            await self._ensure(index)

    async def _ensure(self, index: Index) -> None:
        try:
            await self.collection(index.collection, index.sister).create_indexes([index.model])
        except OperationFailure as error:
            known = index.model.document
            if error.code != INDEX_OPTIONS_DIFFER or "expireAfterSeconds" not in known:
                raise
            # Another release kept its rows for another time; that alone can be changed in place.
            kept = {"name": known["name"], "expireAfterSeconds": known["expireAfterSeconds"]}
            await self.database.command("collMod", index.collection, index=kept)

    async def stop(self) -> None:
        if self._client is not None:
            self._client.close()

    async def ping(self) -> str | None:
        """A readiness probe: None when the server answers within two seconds."""
        try:
            async with asyncio.timeout(2):
                await self.client.admin.command("ping")
        except (PyMongoError, TimeoutError) as error:
            return f"MongoDB does not answer: {type(error).__name__}"
        return None
