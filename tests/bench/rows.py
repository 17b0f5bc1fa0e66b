"""The rows of the table: each measurement, its median, and the target it is held to."""

import os
import statistics
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.bench.chain import measure_ceiling, measure_chain
from tests.bench.consumer import measure_consumers, ratio
from tests.bench.feeds import measure_feeds
from tests.bench.idle import measure_idle
from tests.bench.latency import Latency, measure_latency
from tests.bench.notices import measure_notices
from tests.bench.writes import measure_writes

from haichieu.plan import KafkaKind


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `reached` is None where there is nothing to reach."""

    what: str
    figure: str
    target: str
    reached: bool | None


@dataclass(frozen=True, slots=True)
class Size:
    """How long the measurements are; what is compared to a ceiling or has a spread is the median of `runs`."""

    kafka: KafkaKind
    records: int
    runs: int
    seconds: float
    past: int = 0


async def chain(size: Size) -> list[Row]:
    pairs = []
    for _ in range(size.runs):
        ceiling = await measure_ceiling(size.kafka, size.records)
        pairs.append((await measure_chain(size.kafka, size.records), ceiling))
    rate = statistics.median(ours.rate for ours, _ in pairs)
    share = statistics.median(ours.rate / ceiling.rate for ours, ceiling in pairs)
    slowest = min(ours.slowest for ours, _ in pairs)
    cpu = statistics.median(ours.cpu_us for ours, _ in pairs)
    bare = statistics.median(ceiling.rate for _, ceiling in pairs)
    figure = f"{rate:,.0f}/s, slowest tenth {slowest:,.0f}/s, {cpu:,.0f} µs CPU each; {share:.2f} of {bare:,.0f}/s"
    return [Row("chain captured → assessed → casework", figure, "≥1,500/s, ≥0.5", rate >= 1_500 and share >= 0.5)]


async def feeds(size: Size) -> list[Row]:
    ours, bare = await measure_feeds(size.kafka, 2_000, max(3, size.runs))
    rate = statistics.median(one.rate for one in ours) * 60
    share = statistics.median(one.rate / other.rate for one, other in zip(ours, bare, strict=True))
    cpu = [statistics.median(one.cpu_us for one in some) for some in (ours, bare)]
    grown = ours[-1].grown
    figure = (
        f"{rate:,.0f}/min, {cpu[0]:,.0f} µs CPU each; {share:.2f} of bare httpx ({cpu[1]:,.0f} µs); {grown:+.0f} MB"
    )
    return [Row("feeds refreshed, 90 % unchanged", figure, "≥15,000/min, ≥0.5", rate >= 15_000 and share >= 0.5)]


async def latency(size: Size) -> list[Row]:
    if size.past:
        return [await _beside_a_backfill(size)]
    few = [await _latency(size, 0.05) for _ in range(size.runs)]
    p50, p99 = (statistics.median(getattr(run, cut) for run in few) for cut in ("p50", "p99"))
    worst = max(few, key=lambda run: run.p99)
    figure = f"p50 {p50:.0f} ms, p99 {p99:.0f} ms; worst run {_told(worst)}"
    reached = p50 <= 120 and p99 <= 500 and not any(run.missing for run in few)
    all_of_them = Row("the same, 100 % relevant", _told(await _latency(size, 1.0)), "", None)
    return [Row("capture → notice, 100/s, 5 % relevant", figure, "p50 ≤120 ms, p99 ≤500 ms", reached), all_of_them]


async def _beside_a_backfill(size: Size) -> Row:
    runs = [
        await measure_latency(size.kafka, rate=100, share=0.05, seconds=size.seconds, past=size.past)
        for _ in range(size.runs)
    ]
    p99 = statistics.median(run.p99 for run in runs)
    worst = max(runs, key=lambda run: run.p99)
    left = min(run.past_left for run in runs)
    figure = f"p99 {p99:.0f} ms; worst run {_told(worst)}; of the past {left:,} were left at the end"
    reached = p99 <= 1_000 and left > 0 and not any(run.missing for run in runs)
    return Row(f"the same while a backfill of {size.past:,} runs", figure, "p99 ≤1 s", reached)


async def _latency(size: Size, share: float) -> Latency:
    return await measure_latency(size.kafka, rate=100, share=share, seconds=size.seconds)


def _told(run: Latency) -> str:
    return f"p50 {run.p50:.0f} ms, p99 {run.p99:.0f} ms, {run.notices} notices, {run.missing} missing"


async def notices(size: Size) -> list[Row]:
    measured = [await measure_notices(size.kafka, min(size.records, 3_000)) for _ in range(size.runs)]
    rate = statistics.median(run.ours for run in measured)
    share = statistics.median(run.ours / run.bare for run in measured)
    bare = statistics.median(run.bare for run in measured)
    repeated = sum(run.repeated for run in measured)
    figure = f"{rate:,.0f}/s, {repeated} repeated; {share:.2f} of {bare:,.0f}/s by bare aiosmtplib"
    return [Row("notices taken by a mail server", figure, "≥300/s", rate >= 300 and not repeated)]


async def consumer(size: Size) -> list[Row]:
    ours, raw = await measure_consumers(size.kafka, min(size.records, 40_000), size.runs)
    share = ratio(ours, raw)
    figure = f"{share:.2f} ({statistics.median(ours):,.0f}/s of {statistics.median(raw):,.0f}/s)"
    return [Row("batch consumer / raw getmany + commit + parse", figure, "≥0.6", share >= 0.6)]


async def writes(size: Size) -> list[Row]:
    table = await measure_writes(size.kafka, size.records)
    return [
        Row(f"{path}: messages/s at 1, 10, 50, 200, 500 per transaction", _rates(rates), "", None)
        for path, rates in table.items()
    ]


def _rates(rates: dict[int, float]) -> str:
    return ", ".join(f"{rate:,.0f}" for rate in rates.values())


async def idle(_: Size) -> list[Row]:
    measured = await measure_idle()
    share = measured.cpu_percent / (os.cpu_count() or 1)
    cpu = f"{share:.1f} % of the machine ({measured.cpu_percent:.1f} % of one core)"
    ready = f"ready in {measured.first_ready:.1f} s, again in {measured.ready:.1f} s"
    figure = f"{measured.rss_mb:.0f} MB, {cpu}, {ready}; {measured.by_process}"
    reached = measured.rss_mb <= 600 and share <= 3 and measured.first_ready <= 10
    return [Row("idle embedded stack", figure, "≤600 MB, ≤3 %, ≤10 s", reached)]


MEASUREMENTS: dict[str, Callable[[Size], Awaitable[list[Row]]]] = {
    "consumer": consumer,
    "writes": writes,
    "chain": chain,
    "latency": latency,
    "feeds": feeds,
    "notices": notices,
    "idle": idle,
}
