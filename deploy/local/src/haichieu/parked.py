"""`haichieu parked`: what any of the four services could not process, over all of them."""

import argparse
import asyncio
import json
import os
from pathlib import Path

from haichieu.plan import SERVICES
from shared.command_line import parked_verb
from shared.ops.settings import Platform
from shared.store.client import CannotReachMongo, Store
from shared.store.parked import NoSuchParkedRecord, Parking
from shared.store.unit_of_work import UnitOfWork


def run_parked(arguments: argparse.Namespace) -> int:
    """Raises NoSuchParkedRecord, CannotReachMongo."""
    asyncio.run(_parked(arguments, _mongo_url()))
    return 0


async def _parked(arguments: argparse.Namespace, mongo_url: str) -> None:
    """Listing asks every service; the other verbs find the one that has the record."""
    for service in SERVICES:
        store = Store(mongo_url, f"haichieu_{service}")
        await store.start()
        try:
            parking = Parking(service, store, UnitOfWork(store, lambda work: work, _nobody))
            if arguments.verb == "list" or await parking.has(arguments.id):
                await parked_verb(parking, arguments)
                if arguments.verb != "list":
                    return
        finally:
            await store.stop()
    if arguments.verb != "list":
        raise NoSuchParkedRecord(f"No service has a parked record {arguments.id}. Try: haichieu parked list")


def _nobody() -> None:
    """The running service's relay finds the replayed record at its next look, within a second."""


def _mongo_url() -> str:
    """HAICHIEU_MONGO_URL, else the stack that `make run` keeps in var/."""
    if "HAICHIEU_MONGO_URL" in os.environ:
        return Platform().mongo_url.get_secret_value()
    ports = Path(os.environ.get("HAICHIEU_DATA", Path(__file__).resolve().parents[4] / "var")) / "ports.json"
    if not ports.is_file():
        raise CannotReachMongo("There is no local stack. Start one with `make run`, or set HAICHIEU_MONGO_URL.")
    port = json.loads(ports.read_text("utf-8"))["mongo"]
    return f"mongodb://127.0.0.1:{port}/?replicaSet=rs0&directConnection=true"
