"""`haichieu parked`: what any of the four services could not process, over all of them."""

import argparse
import asyncio
import getpass
import os
from datetime import datetime

from haichieu.databases import mongo_url, opened
from haichieu.plan import SERVICES
from shared.command_line import parked_verb
from shared.ops.clock import VIETNAM
from shared.store.client import Store
from shared.store.driver import Document
from shared.store.parked import COLLECTION, NoSuchParkedRecord, Parking
from shared.store.unit_of_work import UnitOfWork


class AlreadySettled(NoSuchParkedRecord):
    """Somebody has replayed or dropped it: there is nothing left to decide."""


def run_parked(arguments: argparse.Namespace) -> int:
    """Raises NoSuchParkedRecord, AlreadySettled, CannotReachMongo."""
    asyncio.run(_parked(arguments, mongo_url()))
    return 0


async def _parked(arguments: argparse.Namespace, url: str) -> None:
    """Listing asks every service; the other verbs find the one that has the record."""
    for service in SERVICES:
        async with opened(service, url) as store:
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


def _nobody() -> None:
    """The running service's relay finds the replayed record at its next look, within a second."""
