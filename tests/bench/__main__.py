"""`make bench`: each row of the targets, as a ratio to a ceiling measured in the same run. Also kept as JSON."""

import argparse
import asyncio
import json
import os
import platform
import statistics
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from tests.bench.chain import measure_ceiling, measure_chain
from tests.bench.consumer import measure_consumers, ratio
from tests.bench.idle import measure_idle
from tests.bench.latency import measure_latency
from tests.bench.writes import measure_writes

from haichieu.plan import KafkaKind

RESULTS = Path(__file__).resolve().parents[2] / "bench" / "results"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `reached` is None where there is nothing to reach."""

    what: str
    figure: str
    target: str
    reached: bool | None


@dataclass(frozen=True, slots=True)
class Size:
    """How long the measurements are."""

    kafka: KafkaKind
    records: int
    runs: int
    seconds: float


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


async def latency(size: Size) -> list[Row]:
    rows = []
    for share in (0.05, 1.0):
        measured = await measure_latency(size.kafka, rate=100, share=share, seconds=size.seconds)
        figure = f"p50 {measured.p50:.0f} ms, p99 {measured.p99:.0f} ms, {measured.notices} notices"
        reached = measured.p50 <= 120 and measured.p99 <= 500
        target = "p50 ≤120 ms, p99 ≤500 ms"
        rows.append(Row(f"capture → notice, 100/s, {share:.0%} relevant", figure, target, reached))
    return rows


async def consumer(size: Size) -> list[Row]:
    ours, raw = await measure_consumers(size.kafka, min(size.records, 40_000), max(3, size.runs))
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
    "idle": idle,
}


async def run(names: list[str], size: Size) -> list[Row]:
    rows = []
    for name in names:
        for row in await MEASUREMENTS[name](size):
            mark = {True: "reached", False: "MISSED ", None: "       "}[row.reached]
            print(f"{mark}  {row.what:<48} {row.figure}   [{row.target}]", flush=True)
            rows.append(row)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("names", nargs="*", default=[], help=f"of {', '.join(MEASUREMENTS)}; all when none is named")
    parser.add_argument("--kafka", choices=("embedded", "apache"), default="embedded")
    parser.add_argument("--records", type=int, default=30_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=30.0)
    arguments = parser.parse_args()
    size = Size(arguments.kafka, arguments.records, arguments.runs, arguments.seconds)
    rows = asyncio.run(run(arguments.names or list(MEASUREMENTS), size))
    machine = {"cores": os.cpu_count(), "machine": platform.machine(), "python": platform.python_version()}
    result = {
        "at": datetime.now().astimezone().isoformat(),
        **machine,
        **asdict(size),
        "rows": [asdict(r) for r in rows],
    }
    RESULTS.mkdir(parents=True, exist_ok=True)
    path = RESULTS / f"{datetime.now():%Y%m%d-%H%M%S}-{size.kafka}.json"
    path.write_text(json.dumps(result, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
