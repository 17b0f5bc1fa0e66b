"""`haichieu bodies`: the directory of bodies out of the database and into it."""

import argparse
import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from casework.body_files import Refused, read_file, write_file
from casework.body_usecases import DirectoryBusy, change_bodies, waiting
from casework.body_words import body_json, body_text, difference_json, difference_text
from casework.domain.directory import Body, Directory, DirectoryUnsound, sheet
from casework.refusing import Run, as_json, refusing, say
from casework.store.bodies import packaged_bodies
from casework.store.bodies_table import BodyTable
from shared.ops.clock import VIETNAM, system_clock
from shared.ops.operator import operator
from shared.store.client import Store
from shared.store.unit_of_work import UnitOfWork

WAIT_SECONDS = 20.0
"""How long an import waits for somebody else who writes the directory."""

Opened = Callable[[], AbstractAsyncContextManager[Store]]
Verb = Callable[[argparse.Namespace, Opened], Coroutine[Any, Any, None]]


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]", opened: Opened) -> None:
    bodies = subparsers.add_parser(
        "bodies", help="directory of bodies: units, oversight, outlets and their owners, by date"
    )
    verbs = bodies.add_subparsers(dest="verb", required=True)
    listing = verbs.add_parser("list", help="the bodies that exist on a day (JSON)")
    listing.add_argument("--on", type=_day, default=None, help="a day (default: today)")
    listing.add_argument("--packaged", action="store_true", help="the table that ships, without a database")
    exporting = verbs.add_parser("export", help="all bodies of all times as CSV, for a spreadsheet")
    importing = verbs.add_parser("import", help="add and change bodies from such a file: all of it or nothing")
    importing.add_argument("--dry-run", action="store_true", help="show the changes, and make none")
    exporting.add_argument("file", type=Path, metavar="FILE.csv", nargs="?", help="none: to standard output")
    importing.add_argument("file", type=Path, metavar="FILE.csv")
    for verb in (listing, importing):
        verb.add_argument("--text", action="store_true", help="words for people instead of JSON")
    for verb, work in ((listing, _list), (exporting, _export), (importing, _import)):
        verb.set_defaults(run=_running(work, opened))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” không phải ngày: ghi năm-tháng-ngày, ví dụ 2026-11-24") from None


def _running(verb: Verb, opened: Opened) -> Run:
    def run(arguments: argparse.Namespace) -> int:
        asyncio.run(verb(arguments, opened))
        return 0

    return refusing(run, Refused, DirectoryUnsound)


async def _list(arguments: argparse.Namespace, opened: Opened) -> None:
    bodies = packaged_bodies() if arguments.packaged else await _kept(opened)
    day = arguments.on or datetime.now(VIETNAM).date()
    living = sheet.in_order(Directory(bodies).on(day))
    say("\n".join(map(body_text, living)) if arguments.text else as_json([body_json(body) for body in living]))


async def _export(arguments: argparse.Namespace, opened: Opened) -> None:
    bodies = await _kept(opened)
    if arguments.file is None:
        say(sheet.write(bodies).removesuffix("\n"))
        return
    write_file(arguments.file, bodies)
    say(as_json({"exported": len(bodies), "file": str(arguments.file)}))


async def _import(arguments: argparse.Namespace, opened: Opened) -> None:
    wanted = read_file(arguments.file)
    async with opened() as store:
        works = UnitOfWork(store, BodyTable, _nobody)

        def attempt() -> Any:
            now, dry_run = system_clock(), arguments.dry_run
            return change_bodies(wanted.bodies, works, operator(), now, wanted.lines, dry_run=dry_run)

        try:
            found = await waiting(attempt, WAIT_SECONDS)
        except DirectoryBusy as error:
            raise Refused(f"{error} Chưa thay đổi gì; thử lại sau ít phút.") from error
    words = difference_text if arguments.text else lambda *a, **k: as_json(difference_json(*a, **k))
    say(words(found, dry_run=arguments.dry_run))


async def _kept(opened: Opened) -> list[Body]:
    async with opened() as store, UnitOfWork(store, BodyTable, _nobody).once(()) as work:
        bodies = [one.body for one in (await work.kept()).values()]
    if not bodies:
        raise Refused(
            "Danh bạ trong cơ sở dữ liệu còn trống: khởi động casework một lần (`make run`), hoặc nhập một tệp. "
            "Bảng kèm theo phần mềm: `haichieu bodies list --packaged`."
        )
    return bodies


def _nobody() -> None:
    """The running service's relay finds the events at its next look, within a second."""
