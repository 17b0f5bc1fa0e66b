"""The services' databases, as the commands reach them: those of the running stack, or of HAICHIEU_MONGO_URL."""

import json
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from pymongo.errors import ConfigurationError

from shared.failures import Transient
from shared.ops.settings import Platform
from shared.store.client import CannotReachMongo, Index, Store, cannot_reach
from shared.store.driver import PyMongoError

CURE = "Start the stack with `make run`, or set HAICHIEU_MONGO_URL."


class NoAddress(CannotReachMongo):
    """What stands in HAICHIEU_MONGO_URL cannot be asked at all."""


@asynccontextmanager
async def opened(service: str, url: str, indexes: Sequence[Index] = ()) -> AsyncIterator[Store]:
    """Whatever goes wrong with MongoDB, at the start or later, is one line with its cure."""
    store = Store(url, f"haichieu_{service}", indexes)
    try:
        await _start(store)
        yield store
    except NoAddress:
        raise
    except (PyMongoError, CannotReachMongo, Transient) as error:
        raise away(url, error) from error
    finally:
        await store.stop()


async def _start(store: Store) -> None:
    try:
        await store.start()
    except (ConfigurationError, ValueError) as error:
        raise NoAddress(f"HAICHIEU_MONGO_URL is no address of a MongoDB: {error}") from error


def away(url: str, error: Exception) -> CannotReachMongo:
    cause = error if isinstance(error, PyMongoError) else error.__cause__
    if cause is None and isinstance(error, CannotReachMongo):
        return error
    if isinstance(cause, PyMongoError):
        return cannot_reach(url, cause, CURE)
    return CannotReachMongo(f"It could not be done now: {error}. Look at MongoDB, then try again.")


def mongo_url() -> str:
    """HAICHIEU_MONGO_URL, else the stack that `make run` keeps in var/."""
    if "HAICHIEU_MONGO_URL" in os.environ:
        return Platform().mongo_url.get_secret_value()
    ports = Path(os.environ.get("HAICHIEU_DATA", Path(__file__).resolve().parents[4] / "var")) / "ports.json"
    try:
        port = int(json.loads(ports.read_text("utf-8"))["mongo"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CannotReachMongo(f"There is no local stack. {CURE}") from error
    return f"mongodb://127.0.0.1:{port}/?replicaSet=rs0&directConnection=true"
