"""`haichieu parked`: what any of the four services could not process, over all of them."""

import argparse
import asyncio
import sys
from collections.abc import Iterable, Sequence
from contextlib import AsyncExitStack
from itertools import islice
from typing import Any

from haichieu.databases import mongo_url, opened
from haichieu.plan import SERVICES
from shared.command_line import parked_verb, say_parked
from shared.exits import WrongWords
from shared.store.parked import NoSuchParkedRecord, Parking
from shared.store.unit_of_work import UnitOfWork

NOTHING = "No record is parked{where}.\n"


class SeveralParkedRecords(WrongWords):
    """Two services could not process the same record: each has parked it, under the same id."""


def run_parked(arguments: argparse.Namespace) -> int:
    """Raises NoSuchParkedRecord, SeveralParkedRecords, AlreadySettled, CannotReachMongo."""
    asyncio.run(_parked(arguments, mongo_url()))
    return 0


async def _parked(arguments: argparse.Namespace, url: str) -> None:
    services = (arguments.service,) if arguments.service else SERVICES
    async with AsyncExitStack() as stack:
        parkings: dict[str, Parking] = {}
        for service in services:
            store = await stack.enter_async_context(opened(service, url))
            parkings[service] = Parking(service, store, UnitOfWork(store, lambda work: work, _nobody))
        if arguments.verb == "list":
            await _list(parkings, arguments)
        else:
            found = [service for service in services if await parkings[service].has(arguments.id)]
            await parked_verb(parkings[one_of(found, services, arguments)], arguments)


async def _list(parkings: dict[str, Parking], arguments: argparse.Namespace) -> None:
    rows = [
        {**row, "service": service}
        for service, parking in parkings.items()
        async for row in parking.newest(arguments.limit)
    ]
    for row in newest_of(rows, arguments.limit):
        say_parked(row)
    if not rows:
        sys.stderr.write(NOTHING.format(where=f" by {arguments.service}" if arguments.service else ""))


def newest_of(rows: Iterable[dict[str, Any]], limit: int) -> list[dict[str, Any]]:
    """Of all services together, newest first."""
    return list(islice(sorted(rows, key=lambda row: row["parked_at"], reverse=True), limit))


def one_of(found: Sequence[str], asked: Sequence[str], arguments: argparse.Namespace) -> str:
    """The service that has the record. Raises NoSuchParkedRecord, SeveralParkedRecords."""
    id_ = arguments.id
    if not found:
        who = f"{asked[0]} has no" if len(asked) == 1 else "No service has a"
        raise NoSuchParkedRecord(f"{who} parked record {id_}. Try: haichieu parked list")
    if len(found) > 1:
        tries = "\n".join(f"  haichieu parked {arguments.verb} {id_} --service {service}" for service in found)
        raise SeveralParkedRecords(
            f"{len(found)} services have parked {id_}, and nothing was done. Say whose is meant:\n{tries}"
        )
    return found[0]


def _nobody() -> None:
    """The running service's relay finds the replayed record at its next look, within a second."""
