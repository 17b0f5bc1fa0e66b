"""`haichieu ingest backfill` and `replay`: the past, in a lane of its own, and how far it is."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

from ingest.addresses import on_the_web
from ingest.backfill.bar import Bar
from ingest.backfill.files import PastUnreadable, read_addresses, read_archive
from ingest.backfill.job import LIST, PAGE
from ingest.backfill.lists import begin
from ingest.backfill.means import Means, Opened, means_of
from ingest.backfill.replay import count, replay
from ingest.backfill.taking import take_archive, take_items
from ingest.backfill.wrongs import Wrongs
from ingest.doors.csv_file import read_table
from ingest.doors.item import Item
from ingest.sources.refused import SourcesRefused
from ingest.sources.source import Source
from shared.ops.clock import VIETNAM, system_clock
from shared.ops.ids import stable_id

LOOK_SECONDS = 0.5
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
ARCHIVES = (".warc", ".gz")


def add_backfill(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", opened: Opened) -> None:
    backfill = verbs.add_parser(
        "backfill",
        help="the past of an outlet: from its archive, or a file of addresses, CSV or WARC",
        description="The running service visits the pages, after what is of today. Asked for again it goes on.",
    )
    backfill.add_argument("what", metavar="SOURCE|FILE")
    backfill.add_argument("--list", action="append", default=[], metavar="URL", help="a sitemap, index or section page")
    backfill.add_argument("--source", help="whose the addresses or pages of a file are")
    for name in ("since", "until"):
        backfill.add_argument(f"--{name}", type=_day, metavar="YYYY-MM-DD")
    backfill.add_argument("--no-wait", action="store_true", help="do not watch how far it is")
    backfill.add_argument("--stop", action="store_true", help="visit no more of what is left of this")
    backfill.set_defaults(run=lambda args: _begin(args, opened))
    replaying = verbs.add_parser("replay", help="a day of an outlet once more, from what was kept of it")
    replaying.add_argument("outlet", metavar="OUTLET-ID")
    replaying.add_argument("day", type=_day, metavar="YYYY-MM-DD", help="on which it was first seen")
    replaying.set_defaults(run=lambda args: asyncio.run(_replay(args, opened)))


def _begin(args: argparse.Namespace, opened: Opened) -> int:
    path = Path(args.what)
    if not path.is_file():
        return asyncio.run(_of_source(args, opened))
    if path.suffix.lower() == ".csv":
        return asyncio.run(_table(read_table(path.read_bytes()), opened))
    if not args.source:
        raise PastUnreadable("Whose are they? Say --source SOURCE; `haichieu ingest sources list` shows them.")
    if path.suffix.lower() in ARCHIVES:
        return asyncio.run(_archive(path, args.source, opened))
    wrongs = Wrongs()
    return wrongs.code(asyncio.run(_of_addresses(read_addresses(path, wrongs), args, opened)))


async def _of_source(args: argparse.Namespace, opened: Opened) -> int:
    if wrong := next((address for address in args.list if not on_the_web(address)), None):
        raise PastUnreadable(f"--list {wrong}: no address; one that begins with http:// or https:// is expected.")
    async with means_of(opened) as means:
        source = await means.source(args.what)
        lists = args.list or [source.section]
        if not lists[0]:
            raise SourcesRefused(f"{source.url} has no section page or sitemap: name one with --list URL.")
        return await _visit(source, [(LIST, address) for address in lists], args, means)


async def _of_addresses(addresses: Sequence[str], args: argparse.Namespace, opened: Opened) -> int:
    async with means_of(opened) as means:
        source = await means.source(args.source)
        return await _visit(source, [(PAGE, address) for address in addresses], args, means)


async def _archive(path: Path, wanted: str, opened: Opened) -> int:
    async with means_of(opened) as means:
        source, wrongs = await means.source(wanted), Wrongs()
        with Bar(None) as bar:
            pages = read_archive(path, means.settings.page_bytes, wrongs)
            await take_archive(pages, source, means.room, means.intake, means.past, bar.told)
        return wrongs.code(bar.summary())


async def _visit(source: Source, addresses: Sequence[tuple[str, str]], args: argparse.Namespace, means: Means) -> int:
    span = (_midnight(args.since), _midnight(args.until))
    job, items = begin(source, addresses, span, system_clock())
    if args.stop:
        sys.stdout.write(f"stopped; {await means.past.stop(job.id, job.begun_at)} addresses were left\n")
        return 0
    await means.past.begin(job, items)
    if args.no_wait:
        sys.stdout.write(f"{job.id}: the running service visits them; the same command shows how far it is\n")
        return 0
    with Bar(len(items)) as bar:
        while (progress := await means.past.progress(job.id)).left:
            bar.stands(progress.ended, progress.known)
            await asyncio.sleep(LOOK_SECONDS)
        bar.stands(progress.ended, progress.known)
    return bar.summary(progress.over)


async def _table(items: Sequence[Item], opened: Opened) -> int:
    """With a text a row is taken as it is; the others' pages are visited."""
    async with means_of(opened) as means:
        outlets = {item.outlet_id: item for item in items}
        with Bar(sum(1 for item in items if item.text)) as bar:
            for id_ in outlets:
                mine = [item for item in items if item.outlet_id == id_ and item.text]
                await take_items(mine, means.intake, means.past, bar.told)
        for id_, outlet in outlets.items():
            bare = [(PAGE, item.address) for item in items if item.outlet_id == id_ and not item.text]
            if bare:
                await means.past.begin(*begin(_outlet(outlet), bare, (None, None), system_clock()))
                sys.stdout.write(f"{len(bare)} addresses of {id_} without a text: the running service visits them\n")
        return bar.summary()


async def _replay(args: argparse.Namespace, opened: Opened) -> int:
    async with means_of(opened) as means:
        if not (number := await count(means.store, args.outlet, args.day)):
            raise PastUnreadable(f"Nothing was first seen of {args.outlet} on {args.day:%d/%m/%Y} in Vietnam.")
        with Bar(number) as bar:
            await replay(means.store, args.outlet, args.day, means.room, means.past, bar.told)
    return bar.summary()


def _outlet(item: Item) -> Source:
    return Source(stable_id("door", item.door), item.outlet_id, item.outlet_name, item.medium, item.address)


def _day(written: str) -> date:
    """Near the ends of the calendar there is no midnight in Vietnam, and no outlet. Raises what argparse expects."""
    day = date.fromisoformat(written)
    if not EARLIEST <= day <= LATEST:
        raise argparse.ArgumentTypeError(f"{written}: a day from {EARLIEST} to {LATEST} is expected")
    return day


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), VIETNAM) if day else None
