"""`haichieu ingest sources`: the list of sources, and what people do to it."""

import argparse
import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ingest.errors import AddressRefused, IngestError
from ingest.fetching.fetcher import Fetcher
from ingest.metrics import IngestMetrics
from ingest.reading.room import ReadingRoom
from ingest.settings import Settings
from ingest.sources import opml, sheet
from ingest.sources.adding import checked, new_source
from ingest.sources.discovery import Scout, Trial
from ingest.sources.kinds import FEED, PAGE
from ingest.sources.refused import SourcesRefused
from ingest.sources.roll import Roll, change, find, pause, resume, take
from ingest.sources.rows import SourceRow, as_row, as_source
from ingest.sources.shown import STATES, day_json, source_json, source_line, trace_json
from ingest.store import IngestWork, MongoDesk
from shared.ops.clock import system_clock
from shared.ops.metrics import Metrics
from shared.ops.wrong_settings import read
from shared.store.client import Store
from shared.store.unit_of_work import UnitOfWork

Opened = Callable[[], AbstractAsyncContextManager[Store]]
Verb = Callable[[argparse.Namespace, Opened], Coroutine[Any, Any, int]]
FOUND_NOTHING = 1
PRIVATE = "The outlets of the local stack are tried with INGEST_PRIVATE_ALLOWED=true before the command."


def add_sources(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", opened: Opened) -> None:
    sources = verbs.add_parser("sources", help="which outlets are watched, how they are, and changes to the list")
    words = sources.add_subparsers(dest="word", required=True)

    def word(name: str, work: Verb, text: str) -> argparse.ArgumentParser:
        parser = words.add_parser(name, help=text)
        parser.set_defaults(run=lambda arguments: asyncio.run(work(arguments, opened)), work=work)
        return parser

    listing = word("list", _list, "all, those in trouble first; one line each, or --json")
    listing.add_argument("--state", choices=sorted(STATES), help="only those")
    listing.add_argument("--json", action="store_true")
    word("show", _show, "one, with its days and its history (JSON)").add_argument("source", metavar="SOURCE")
    word(
        "test", _test, "what an address gives, without keeping it (JSON); a home page: the feeds behind it"
    ).add_argument("url", metavar="URL")
    adding = word("add", _add, "find the feed behind an address, try it, and watch it")
    adding.add_argument("url", metavar="URL")
    _said(adding)
    adding.add_argument("--untested", action="store_true", help="add it although it cannot be read now")
    _said(_on_one(word("set", _set, "change what people said about a source")))
    _on_one(word("pause", _pause, "visit it no more until it is resumed")).add_argument("--reason", default="paused")
    _on_one(word("resume", _resume, "visit it again, at once"))
    exporting = word("export", _export, "write the list: FILE.csv or FILE.opml")
    exporting.add_argument("file", type=Path, metavar="FILE", nargs="?", help="none: CSV to standard output")
    importing = word("import", _import, "add and change from such a file; nothing is taken away")
    importing.add_argument("file", type=Path, metavar="FILE", nargs="?", help="none: the list that ships")
    importing.add_argument("--dry-run", action="store_true", help="show the changes, and make none")


def _on_one(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("source", metavar="SOURCE", help="id, its beginning, or address")
    return parser


def _said(parser: argparse.ArgumentParser) -> None:
    for name in ("outlet-id", "outlet-name", "medium", "body-id", "section", "tags"):
        parser.add_argument(f"--{name}", help="by semicolon" if name == "tags" else None)
    parser.add_argument("--priority", choices=("yes", "no"))
    parser.add_argument("--kind", choices=(FEED, PAGE), help="page: a single one, watched for itself")


def _given(arguments: argparse.Namespace) -> dict[str, Any]:
    names = ("outlet_id", "outlet_name", "medium", "body_id", "section", "tags", "priority", "kind")
    return {name: value for name in names if (value := getattr(arguments, name)) is not None}


async def _list(arguments: argparse.Namespace, opened: Opened) -> int:
    async with _roll(opened) as (roll, _):
        sources = await roll.desk.sources()
    wanted = [source for source in sources if arguments.state in (None, source.state)]
    wanted.sort(key=lambda source: (source.state == "healthy", source.outlet_name, source.url))
    for source in wanted:
        _say(_json(source_json(source)) if arguments.json else source_line(source))
    return 0


async def _show(arguments: argparse.Namespace, opened: Opened) -> int:
    async with _roll(opened) as (roll, desk):
        source = await find(arguments.source, roll)
        days, history = await desk.days(source.id), await desk.history(source.id)
    told = source_json(source)
    _say(json.dumps(told | {"days": [*map(day_json, days)], "history": [*map(trace_json, history)]}, **_READABLE))
    return 0


async def _test(arguments: argparse.Namespace, _: Opened) -> int:
    found = await _scouted(arguments.url)
    for trial in found:
        _say(_json(asdict(trial)))
    return 0 if any(trial.good for trial in found) else FOUND_NOTHING


async def _add(arguments: argparse.Namespace, opened: Opened) -> int:
    page = arguments.kind == PAGE
    good = [] if page else [trial for trial in await _scouted(arguments.url) if trial.good]
    source = new_source(arguments.url, good, _given(arguments), untested=arguments.untested or page)
    async with _roll(opened) as (roll, _):
        await take([source], roll)
    for other in good[1:]:
        sys.stderr.write(f"also found: {other.url} ({other.entries} entries)\n")
    _say(_json(source_json(source)))
    return 0


async def _set(arguments: argparse.Namespace, opened: Opened) -> int:
    async with _roll(opened) as (roll, _):
        source = await find(arguments.source, roll)
        row = checked(as_row(source).model_dump(mode="json") | _given(arguments))
        said = {name: getattr(row, name) for name in _given(arguments)}
        _say(_json(source_json(await change(source.id, said, roll))))
    return 0


async def _pause(arguments: argparse.Namespace, opened: Opened) -> int:
    async with _roll(opened) as (roll, _):
        _say(_json(source_json(await pause(arguments.source, arguments.reason, roll))))
    return 0


async def _resume(arguments: argparse.Namespace, opened: Opened) -> int:
    async with _roll(opened) as (roll, _):
        _say(_json(source_json(await resume(arguments.source, roll))))
    return 0


async def _export(arguments: argparse.Namespace, opened: Opened) -> int:
    async with _roll(opened) as (roll, _):
        rows = [as_row(source) for source in await roll.desk.sources()]
    if arguments.file is None:
        _say(sheet.write_csv(rows).removeprefix("\ufeff").removesuffix("\n"))
        return 0
    opml_wanted = arguments.file.suffix.lower() in (".opml", ".xml")
    arguments.file.write_bytes(opml.write_opml(rows) if opml_wanted else sheet.write_csv(rows).encode())
    _say(_json({"exported": len(rows), "file": str(arguments.file)}))
    return 0


async def _import(arguments: argparse.Namespace, opened: Opened) -> int:
    rows = sheet.packaged() if arguments.file is None else _rows(arguments.file)
    async with _roll(opened) as (roll, _):
        found = await take([as_source(row, "people") for row in rows], roll, dry_run=arguments.dry_run)
    _say(_json(asdict(found) | {"dry_run": arguments.dry_run}))
    return 0


def _rows(path: Path) -> list[SourceRow]:
    try:
        body = path.read_bytes()
        if path.suffix.lower() in (".opml", ".xml"):
            return opml.read_opml(body)
        return sheet.read_csv(body.decode("utf-8"))
    except OSError as error:
        raise SourcesRefused(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise SourcesRefused(f"{path} is not UTF-8: save it as “CSV UTF-8”.") from error


async def _scouted(url: str) -> list[Trial]:
    settings = read(Settings)
    metrics = IngestMetrics(Metrics("ingest"), system_clock)
    fetcher, room = Fetcher(settings, metrics), ReadingRoom(settings, metrics)
    await fetcher.start()
    try:
        return await Scout(fetcher, room, system_clock).discover(url)
    except AddressRefused as error:
        raise SourcesRefused(f"{error} {PRIVATE}") from error
    except IngestError as error:
        raise SourcesRefused(f"{type(error).__name__}: {error}") from error
    finally:
        await room.stop()
        await fetcher.stop()


@asynccontextmanager
async def _roll(opened: Opened) -> AsyncIterator[tuple[Roll, MongoDesk]]:
    async with opened() as store:
        desk = MongoDesk(store)
        yield Roll(desk, UnitOfWork(store, IngestWork, _nobody), system_clock), desk


def _nobody() -> None:
    """The relay of the running service finds the event within a second."""


_READABLE: dict[str, Any] = {"ensure_ascii": False, "indent": 1, "default": str}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _say(text: str) -> None:
    sys.stdout.buffer.write(f"{text}\n".encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()
