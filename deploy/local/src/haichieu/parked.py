"""`haichieu parked`: what any of the four services could not process, over all of them."""

import argparse
import asyncio

from haichieu.databases import mongo_url, opened
from haichieu.plan import SERVICES
from shared.command_line import parked_verb
from shared.store.parked import NoSuchParkedRecord, Parking
from shared.store.unit_of_work import UnitOfWork


def run_parked(arguments: argparse.Namespace) -> int:
    """Raises NoSuchParkedRecord, AlreadySettled, CannotReachMongo."""
    asyncio.run(_parked(arguments, mongo_url()))
    return 0


async def _parked(arguments: argparse.Namespace, url: str) -> None:
    """Listing asks every service; the other verbs find the one that has the record."""
    for service in SERVICES:
        async with opened(service, url) as store:
            parking = Parking(service, store, UnitOfWork(store, lambda work: work, _nobody))
            if arguments.verb == "list" or await parking.has(arguments.id):
                await parked_verb(parking, arguments)
                if arguments.verb != "list":
                    return
    if arguments.verb != "list":
        raise NoSuchParkedRecord(f"No service has a parked record {arguments.id}. Try: haichieu parked list")


def _nobody() -> None:
    """The running service's relay finds the replayed record at its next look, within a second."""
