"""`haichieu classify reassess`: the past judged again by a model, in this process; the running service announces it."""

import argparse
import asyncio
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from classify.again.pages import Pages
from classify.again.progress import Progress
from classify.again.run import Run
from classify.again.runs import Runs
from classify.again.working import Reassessing
from classify.judgement.judge import Judge
from classify.refusals import Refused, say
from classify.routing import Units
from classify.teaching.activation import THE_SHIPPED
from classify.teaching.activations import Activations
from classify.teaching.models import ModelShelf
from classify.unit_store import MongoUnitTable
from shared.ops.clock import VIETNAM, system_clock
from shared.ops.ids import new_id
from shared.ops.operator import operator
from shared.store.client import Store
from shared.store.lease import HeldLease, LeaseOffice
from shared.store.unit_of_work import Transaction, UnitOfWork

LEASE = timedelta(seconds=12)
"""A killed one is missed for so long."""


async def reassess(store: Store, args: argparse.Namespace, _: Callable[[], Units]) -> int:
    """Goes on with an unfinished one. Raises Refused, Transient."""
    lease = HeldLease(LeaseOffice(store, LEASE), "reassess", new_id(), LEASE)
    await _alone(lease)
    try:
        return await _under(lease, store, args)
    finally:
        await lease.release()


async def _under(lease: HeldLease, store: Store, args: argparse.Namespace) -> int:
    runs, shelf = Runs(store), ModelShelf(store)
    args.since = moment(args.since) if args.since else None
    last = await runs.last()
    unfinished = last if last and last.state == "running" else None
    if args.drop:
        return await _drop(runs, unfinished)
    run = _same(unfinished, args) if unfinished else await _new(runs, last, await _version(store, shelf, args), args)
    judge = await asyncio.to_thread(Judge, await shelf.model(run.model))
    units = Units(await MongoUnitTable(store).units())
    works: UnitOfWork[Transaction] = UnitOfWork(store, lambda transaction: transaction, _nobody)
    progress = Progress(sys.stderr)
    try:
        run = await Reassessing(Pages(store), works, lease, judge, units, system_clock).work(run, progress)
    finally:
        progress.end()
    await runs.end(run, "done")
    counts = {"judged": run.done, "changed": run.changed, "ways": dict(run.ways)}
    say(json.dumps({"since": run.since, "until": run.until, "model": run.model, **counts}, default=str))
    return 0


async def _alone(lease: HeldLease) -> None:
    """Waits as long as a killed one is missed. Raises Refused."""
    deadline = system_clock() + LEASE * 1.2
    while await lease.hold() is None:
        if system_clock() > deadline:
            raise Refused("another re-assessment is at work on this database; let it end, or stop it.")
        await asyncio.sleep(0.5)


async def _drop(runs: Runs, unfinished: Run | None) -> int:
    if unfinished is None:
        raise Refused("there is no unfinished re-assessment.")
    await runs.end(unfinished, "dropped")
    say(f"Given up at {unfinished.done} of {unfinished.total}; what was judged again stays.")
    return 0


def _same(unfinished: Run, args: argparse.Namespace) -> Run:
    """Raises Refused when something else is asked for."""
    if (args.since and args.since != unfinished.since) or (args.model and args.model != unfinished.model):
        where = f"{unfinished.done} of {unfinished.total} since {unfinished.since.isoformat()} by {unfinished.model}"
        raise Refused(
            f"one is unfinished ({where}): go on with `reassess` alone, or give it up with `reassess --drop`."
        )
    return unfinished


async def _new(runs: Runs, last: Run | None, version: str, args: argparse.Namespace) -> Run:
    if args.since is None:
        raise Refused("since when? `haichieu classify reassess --since 2026-11-01`, or with a time and its zone.")
    number, until = (last.number + 1 if last else 1), system_clock()
    run = Run(number, args.since, until, version, operator(), await runs.count(args.since, until))
    await runs.begin(run)
    return run


async def _version(store: Store, shelf: ModelShelf, args: argparse.Namespace) -> str:
    """The model that is asked for, else the active one. Raises Refused."""
    active = await Activations(store).last()
    return (await shelf.model(args.model or (active.version if active else THE_SHIPPED))).version


def moment(text: str) -> datetime:
    """A day (its midnight in Vietnam), or a time with its zone."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"{text!r} is neither a day (2026-11-01) nor a time (2026-11-01T08:00:00+07:00).") from error
    return (found if found.tzinfo else found.replace(tzinfo=VIETNAM)).astimezone(UTC)


def _nobody() -> None:
    """The running service's relay finds the events at its next look, within a second."""
