"""`haichieu report`: half-years in figures, for whoever runs the machine. Reports are begun and signed by people."""

import argparse
import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime

from casework.access.policy import Scope
from casework.access.roles import Level
from casework.correspondence.refusals import CannotWrite, NotThere
from casework.correspondence.report_desk import ReportDesk
from casework.correspondence.reporting import Wanted
from casework.domain.clocks.phrases import VIETNAM
from casework.domain.directory import Directory
from casework.http.api.report_shapes import figures_out, report_line, report_out
from casework.letter_office import make_report_desk
from casework.refusing import as_json, refusing, say
from casework.rulefile import CLOCK_REFUSALS
from casework.store.report_pages import ReportPages
from shared.ops.clock import system_clock
from shared.store.client import Store

EVERYTHING = Scope(None, tuple(Level))
MOST = 100
SAME, DIFFERENT = 0, 1
REFUSALS = (CannotWrite, NotThere, *CLOCK_REFUSALS)

Database = Callable[[], AbstractAsyncContextManager[Store]]
Verb = Callable[[Store, argparse.Namespace], Awaitable[int]]


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]", database: Database) -> None:
    verbs = subparsers.add_parser("report", help="half-year reports: figures from the cases").add_subparsers(
        dest="verb", required=True
    )
    counting = verbs.add_parser("count", help="the figures of a half-year as they stand; nothing is kept (JSON)")
    counting.add_argument("--unit", default=None, metavar="BODY", help="a unit's id (default: the whole federation)")
    counting.add_argument("--day", type=date.fromisoformat, default=None, help="any day of the period (default: today)")
    counting.add_argument(
        "--at", type=datetime.fromisoformat, default=None, help="as things stood then, with time zone"
    )
    listing = verbs.add_parser("list", help="the reports that are kept, the latest period first (JSON lines)")
    showing = verbs.add_parser("show", help="one report with its figures (JSON)")
    checking = verbs.add_parser("check", help="counts a report anew: 0 the same, 1 not, and which figures differ")
    for parser in (showing, checking):
        parser.add_argument("report", metavar="REPORT", help="a report's id")
    showing.add_argument("--cases", metavar="FIGURE", default=None, help="the ids of the cases behind this figure")
    for parser, verb in ((counting, _count), (listing, _list), (showing, _show), (checking, _check)):
        _answer(parser, verb, database)


def _answer(parser: argparse.ArgumentParser, verb: Verb, database: Database) -> None:
    async def run(arguments: argparse.Namespace) -> int:
        async with database() as store:
            return await verb(store, arguments)

    parser.set_defaults(verb=run, run=refusing(lambda arguments: asyncio.run(run(arguments)), *REFUSALS))


def _desk(store: Store) -> ReportDesk:
    # Whose cases are counted is said by id: nothing is looked up in the directory.
    return make_report_desk(store, lambda: None, lambda: Directory(()), system_clock)


async def _count(store: Store, arguments: argparse.Namespace) -> int:
    if arguments.at and arguments.at.tzinfo is None:
        raise CannotWrite("Thời điểm --at phải có múi giờ, ví dụ 2026-12-15T00:00:00+07:00.")
    day = arguments.day or datetime.now(VIETNAM).date()
    period, cutoff, counted = await _desk(store).count(Wanted(arguments.unit, day), arguments.at)
    figures = [one.model_dump(mode="json") for one in figures_out(counted)]
    span = {"first": period.first.isoformat(), "last": period.last.isoformat(), "cutoff": cutoff.isoformat()}
    say(as_json({"unit": arguments.unit, **span, "figures": figures}))
    return 0


async def _list(store: Store, _: argparse.Namespace) -> int:
    reports = await ReportPages(store).reports(EVERYTHING, None, MOST)
    for report in reports:
        say(json.dumps(report_line(report).model_dump(mode="json"), ensure_ascii=False))
    if not reports:
        sys.stderr.write("Chưa có báo cáo nào. Tính một kỳ ở trang Báo cáo.\n")
    return 0


async def _show(store: Store, arguments: argparse.Namespace) -> int:
    pages = ReportPages(store)
    report = await pages.report(EVERYTHING, arguments.report)
    counted = await pages.figures(report.id)
    if arguments.cases is None:
        say(as_json(report_out(report, counted).model_dump(mode="json")))
        return 0
    behind = [one.cases for one in counted.now if one.key == arguments.cases]
    if not behind:
        raise NotThere(f"Báo cáo này không có số liệu “{arguments.cases}”. Xem các mã trong báo cáo.")
    say("\n".join(behind[0]))
    return 0


async def _check(store: Store, arguments: argparse.Namespace) -> int:
    pages = ReportPages(store)
    report = await pages.report(EVERYTHING, arguments.report)
    differ = await _desk(store).check(report, await pages.figures(report.id))
    say(f"KHÁC khi tính lại: {', '.join(differ)}." if differ else "Tính lại vẫn đúng từng số.")
    return DIFFERENT if differ else SAME
