"""`haichieu parked`: what any of the four services could not process, over all of them."""

import argparse
import asyncio
import getpass
import json
import os
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from pymongo.errors import ConfigurationError

from haichieu.plan import SERVICES
from shared.command_line import parked_verb
from shared.failures import Transient
from shared.ops.clock import VIETNAM
from shared.ops.settings import Platform
from shared.store.client import CannotReachMongo, Index, Store
from shared.store.driver import Document, PyMongoError
from shared.store.parked import COLLECTION, NoSuchParkedRecord, Parking
from shared.store.unit_of_work import UnitOfWork

CURE = "Start the stack with `make run`, or set HAICHIEU_MONGO_URL."


class AlreadySettled(NoSuchParkedRecord):
    """Somebody has replayed or dropped it: there is nothing left to decide."""


def run_parked(arguments: argparse.Namespace) -> int:
    """Raises NoSuchParkedRecord, AlreadySettled, CannotReachMongo."""
    asyncio.run(_parked(arguments, mongo_url()))
    return 0


async def _parked(arguments: argparse.Namespace, mongo_url: str) -> None:
    """Listing asks every service; the other verbs find the one that has the record."""
    for service in SERVICES:
        async with store_of(service, mongo_url) as store:
            parking = Parking(service, store, UnitOfWork(store, lambda work: work, _nobody))
            if arguments.verb == "list":
                await parked_verb(parking, arguments)
            elif await parking.has(arguments.id):
                await _decide(service, store, parking, arguments)
                return
    if arguments.verb != "list":
        raise NoSuchParkedRecord(f"No service has a parked record {arguments.id}. Try: haichieu parked list")


async def _decide(service: str, store: Store, parking: Parking, arguments: argparse.Namespace) -> None:
    """Show, replay or drop. Asked afterwards whether it was settled, so that of two at once one is told so."""
    try:
        await parked_verb(parking, arguments)
    except NoSuchParkedRecord as error:
        raise AlreadySettled(_settled(service, await parking.show(arguments.id))) from error
    if arguments.verb != "show":
        await store.collection(COLLECTION).update_one({"_id": arguments.id}, {"$set": {"settled_by": _who()}})


def _settled(service: str, row: Document) -> str:
    at: datetime | None = row.get("settled_at")
    when = f"{at.astimezone(VIETNAM):%H:%M:%S, %d/%m/%Y}" if at else "an unknown time"
    place = f"{row['topic']}/{row['partition']}/{row['offset']}"
    return (
        f"{row['_id']} was already {row['status']} at {when} by {row.get('settled_by', 'somebody unnamed')}, "
        f"and nothing was done now. It is {place}, parked by {service} for {row['error_type']}; "
        f"haichieu parked show {row['_id']} shows it whole."
    )


def _who() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user without a name
        return f"user {os.getuid()}"


@asynccontextmanager
async def store_of(service: str, mongo_url: str, indexes: Sequence[Index] = ()) -> AsyncIterator[Store]:
    """Whatever goes wrong with MongoDB, at the start or later, is one line with its cure."""
    store = Store(mongo_url, f"haichieu_{service}", indexes)
    try:
        await store.start()
        yield store
    except (ConfigurationError, ValueError) as error:
        raise CannotReachMongo(f"HAICHIEU_MONGO_URL is no address of a MongoDB: {error}") from error
    except (PyMongoError, CannotReachMongo, Transient) as error:
        raise _away(mongo_url, error) from error
    finally:
        await store.stop()


def _away(mongo_url: str, error: Exception) -> CannotReachMongo:
    cause = error if isinstance(error, PyMongoError) else error.__cause__
    if cause is None and isinstance(error, CannotReachMongo):
        return error
    where = re.sub(r"^\w+(\+srv)?://([^@/]*@)?|[/?].*$", "", mongo_url)
    if code := getattr(cause, "code", None):
        why = f"{type(cause).__name__} {code}"
        return CannotReachMongo(f"MongoDB at {where} refused ({why}). Check the account in HAICHIEU_MONGO_URL.")
    return CannotReachMongo(f"MongoDB at {where} does not answer ({type(cause).__name__}). {CURE}")


def _nobody() -> None:
    """The running service's relay finds the replayed record at its next look, within a second."""


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
