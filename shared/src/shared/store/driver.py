"""The Mongo driver, and the only file that names it (decision 0001).

Everything above uses what Motor and PyMongo's AsyncMongoClient have in common; where they differ, the
difference is one function here. Leaving Motor means rewriting this file.
"""

from collections.abc import Mapping
from typing import Any

from bson import Binary
from motor.motor_asyncio import (
    AsyncIOMotorClient,
    AsyncIOMotorClientSession,
    AsyncIOMotorCollection,
    AsyncIOMotorDatabase,
)
from pymongo import ASCENDING, DESCENDING, IndexModel, InsertOne, ReplaceOne, ReturnDocument, UpdateOne
from pymongo.errors import (
    AutoReconnect,
    BulkWriteError,
    ConnectionFailure,
    DuplicateKeyError,
    ExecutionTimeout,
    OperationFailure,
    PyMongoError,
    WTimeoutError,
)

from shared.failures import Conflict, Transient

__all__ = [
    "ASCENDING",
    "DESCENDING",
    "Binary",
    "Client",
    "Collection",
    "Database",
    "Document",
    "IndexModel",
    "InsertOne",
    "OperationFailure",
    "PyMongoError",
    "ReplaceOne",
    "ReturnDocument",
    "Session",
    "UpdateOne",
    "abort",
    "as_failure",
    "begin",
    "commit",
    "connect",
    "is_duplicate",
    "open_session",
]

Document = dict[str, Any]
Client = AsyncIOMotorClient[Document]
Database = AsyncIOMotorDatabase[Document]
Collection = AsyncIOMotorCollection[Document]
Session = AsyncIOMotorClientSession

DUPLICATE_KEY = 11_000
_PASSING = (ConnectionFailure, AutoReconnect, ExecutionTimeout, WTimeoutError)


def connect(url: str, name: str) -> Client:
    """A client that writes to the majority; it connects at its first operation, not here."""
    return AsyncIOMotorClient(
        url,
        appname=f"haichieu-{name}",
        w="majority",
        retryWrites=True,
        serverSelectionTimeoutMS=5_000,
        connectTimeoutMS=5_000,
        socketTimeoutMS=30_000,
        maxPoolSize=20,
        # The crowd of a start goes home: each connection is a thread of the server.
        maxIdleTimeMS=60_000,
        tz_aware=True,
    )


async def open_session(client: Client) -> Session:
    return await client.start_session()


async def begin(session: Session) -> None:
    session.start_transaction()


async def abort(session: Session) -> None:
    """Give the transaction up, if there still is one (a failed write has already aborted it)."""
    if session.delegate.in_transaction:
        await session.abort_transaction()


async def commit(session: Session) -> None:
    """Commit; an unknown result is asked again, since a commit may be repeated without harm."""
    for _ in range(3):
        try:
            await session.commit_transaction()
        except PyMongoError as error:
            if not error.has_error_label("UnknownTransactionCommitResult"):
                raise
        else:
            return
    raise Transient("MongoDB did not say whether the transaction was committed; the inbox will know after redelivery")


def is_duplicate(error: PyMongoError) -> bool:
    """True when a unique key was already there (inside a transaction this has aborted it)."""
    if isinstance(error, BulkWriteError):
        details: Mapping[str, Any] = error.details or {}
        return any(failed.get("code") == DUPLICATE_KEY for failed in details.get("writeErrors", ()))
    return isinstance(error, DuplicateKeyError)


def as_failure(error: PyMongoError) -> Exception:
    """Transient for what will pass by itself, the error itself for what is a fault of ours."""
    passing = isinstance(error, _PASSING) or error.has_error_label("TransientTransactionError")
    if passing or (isinstance(error, OperationFailure) and error.code == 112):
        return Transient(f"MongoDB: {_told(error)}")
    # Two consumers that insert the same key at once: the second try sees the first one's row.
    return Conflict(f"MongoDB: {_told(error)}") if is_duplicate(error) else error


def _told(error: PyMongoError) -> str:
    """Its kind and code; its own words may hold whole documents, which belong in no log and no event."""
    code = getattr(error, "code", None)
    return f"{type(error).__name__} {code}" if code or is_duplicate(error) else f"{type(error).__name__}: {error}"[:300]
