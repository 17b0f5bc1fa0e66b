"""Captured event → assessed → casework state: the real services, drained from a full topic."""

import asyncio
import sys
import time
from dataclasses import dataclass
from typing import Any

import psutil
from pymongo import MongoClient
from pymongo.collection import Collection
from tests.bench.ground import ground, preload
from tests.bench.material import Press, wire

from haichieu.child import Child
from haichieu.plan import KafkaKind
from haichieu.stack import Stack
from shared.contracts.ingest import PublicationCapturedV1

RELEVANT = 0.05
Rows = Collection[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Drained:
    """Publications per second, over all and in the slowest tenth of the run."""

    records: int
    seconds: float
    rate: float
    slowest: float
    cpu_us: float


async def measure_chain(kafka_kind: KafkaKind, records: int) -> Drained:
    """Through classify and casework."""
    async with ground(kafka_kind) as stack:
        await _fill(stack, records)
        services = [stack.services[name] for name in ("classify", "casework")]
        await asyncio.gather(*(service.start() for service in services))
        mongo: MongoClient[dict[str, Any]] = MongoClient(stack.mongo_url)
        with mongo:
            first, last = mongo["haichieu_classify"]["assessments"], mongo["haichieu_casework"]["sightings"]
            return await drain(first, last, records, _pids(stack, services))


async def measure_ceiling(kafka_kind: KafkaKind, records: int) -> Drained:
    """The same through the bare skeleton."""
    async with ground(kafka_kind) as stack:
        await _fill(stack, records)
        hops = [_hop(stack, hop) for hop in ("first", "second")]
        try:
            for hop in hops:
                await hop.spawn()
            mongo: MongoClient[dict[str, Any]] = MongoClient(stack.mongo_url)
            with mongo:
                first, last = mongo["skeleton_first"]["assessments"], mongo["skeleton_second"]["sightings"]
                return await drain(first, last, records, _pids(stack, hops))
        finally:
            for hop in hops:
                await hop.kill()


async def _fill(stack: Stack, records: int) -> None:
    await preload(stack.kafka, PublicationCapturedV1.TOPIC, map(wire, Press(RELEVANT).publications(records)))


def _hop(stack: Stack, name: str) -> Child:
    command = [sys.executable, "-m", "tests.bench.skeleton", name, "--kafka", stack.kafka, "--mongo", stack.mongo_url]
    return Child(f"skeleton {name}", command, stack.plan.log(name), _at_once)


async def _at_once() -> bool:
    return True


def _pids(stack: Stack, workers: list[Child]) -> list[int]:
    return [child.pid for child in (stack.mongod, stack.broker, *workers)]


async def drain(first: Rows, last: Rows, records: int, pids: list[int]) -> Drained:
    """From the first hop's first row to the last hop's last one."""
    await _until_rows(first)
    cpu = cpu_seconds(pids)
    started = time.perf_counter()
    marks = [(started, 0)]
    while (done := last.estimated_document_count()) < records:
        marks.append((time.perf_counter(), done))
        await asyncio.sleep(0.1)
        if time.perf_counter() - marks[0][0] > 900:
            raise TimeoutError(f"only {done} of {records} arrived")
    ended = time.perf_counter()
    used = cpu_seconds(pids) - cpu
    marks.append((ended, done))
    seconds = ended - started
    return Drained(records, seconds, records / seconds, _slowest(marks), used / records * 1e6)


async def _until_rows(collection: Rows) -> None:
    while not collection.estimated_document_count():  # noqa: ASYNC110 - the database tells nobody
        await asyncio.sleep(0.01)


def cpu_seconds(pids: list[int]) -> float:
    total = 0.0
    for pid in pids:
        times = psutil.Process(pid).cpu_times()
        total += times.user + times.system
    return total


def _slowest(marks: list[tuple[float, int]], parts: int = 10) -> float:
    start, end = marks[0][0], marks[-1][0]
    width = (end - start) / parts
    rates = []
    for part in range(parts):
        inside = [mark for mark in marks if start + part * width <= mark[0] <= start + (part + 1) * width]
        if len(inside) > 1:
            rates.append((inside[-1][1] - inside[0][1]) / (inside[-1][0] - inside[0][0]))
    return min(rates, default=0.0)
