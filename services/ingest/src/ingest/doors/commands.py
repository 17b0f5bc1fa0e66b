"""`haichieu ingest import` and `add`: publications from a table, or by hand. The running service sends the events."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from pydantic import ValidationError

from ingest.domain import Page
from ingest.doors.accepting import accept
from ingest.doors.csv_file import COLUMNS, Row, TableRefused, item_of, read_table
from ingest.doors.item import Item
from ingest.ports import FeedVisit
from ingest.pseudonyms import pseudonym_with
from ingest.settings import Settings
from ingest.sources.source import Source
from ingest.store import IngestWork, MongoDesk
from ingest.usecases import Watch
from shared.ops.clock import system_clock
from shared.store.client import Store
from shared.store.unit_of_work import UnitOfWork

Opened = Callable[[], AbstractAsyncContextManager[Store]]
MANUAL = "manual"
GIVEN = [name for name in COLUMNS if name != "text"]


class _NoReader:
    """Port: ingest.ports.Reader. A command takes what it is given, and visits nothing."""

    async def feed(self, source: Source) -> FeedVisit:
        raise NotImplementedError

    async def page(self, address: str) -> Page:
        raise NotImplementedError


def add_taking(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", opened: Opened) -> None:
    importing = verbs.add_parser("import", help="publications from a table (CSV): all of it or nothing")
    importing.add_argument("file", type=Path, metavar="FILE.csv", help=f"its heading: {','.join(COLUMNS)}")
    importing.add_argument("--dry-run", action="store_true", help="check the table, and take nothing")
    importing.set_defaults(run=lambda args: _take(_of_file(args.file), opened, dry=args.dry_run))
    adding = verbs.add_parser("add", help="one publication by hand; its text on standard input")
    for name in GIVEN:
        needed = name in ("outlet_id", "outlet_name", "address", "title")
        adding.add_argument(f"--{name.replace('_', '-')}", default=None, required=needed)
    adding.set_defaults(run=lambda args: _take([_by_hand(args)], opened, dry=False))


def _of_file(path: Path) -> list[Item]:
    try:
        return read_table(path.read_bytes())
    except OSError as error:
        raise TableRefused(f"{path} cannot be read: {error.strerror}.") from error


def _by_hand(args: argparse.Namespace) -> Item:
    given = {name: getattr(args, name) for name in GIVEN if getattr(args, name)}
    text = "" if sys.stdin.isatty() else sys.stdin.buffer.read().decode("utf-8", "replace")
    try:
        return item_of(Row.model_validate(given | {"text": text}), MANUAL)
    except ValidationError as error:
        told = "; ".join(f"--{one['loc'][0]}: {one['msg']}".replace("_", "-") for one in error.errors())
        raise TableRefused(f"{told}.") from error


def _take(items: Sequence[Item], opened: Opened, *, dry: bool) -> int:
    new = [] if dry else asyncio.run(_accepted(items, opened))
    done = "checked, nothing taken" if dry else f"{len(new)} new, {len(items) - len(new)} known already"
    sys.stdout.write(f"{len(items)} publications: {done}\n")
    for id_ in new:
        sys.stdout.write(f"{id_}\n")
    return 0


async def _accepted(items: Sequence[Item], opened: Opened) -> list[str]:
    settings = Settings()
    async with opened() as store:
        works = UnitOfWork(store, IngestWork, lambda: None)
        watch = Watch(
            desk=MongoDesk(store),
            works=works,
            reader=_NoReader(),
            clock=system_clock,
            page_attempts=settings.page_attempts,
            pages_at_once=settings.pages_at_once,
            revisit_pace=settings.revisit_pace,
            pseudonym=pseudonym_with(settings.pseudonym_key.get_secret_value()),
        )
        return await accept(items, watch)
