"""`make bench`: each row of the targets, as a ratio to a ceiling measured in the same run. Also kept as JSON."""

import argparse
import asyncio
import json
import os
import platform
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from tests.bench.rows import MEASUREMENTS, Row, Size

RESULTS = Path(__file__).resolve().parents[2] / "bench" / "results"


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
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--backfill", type=int, nargs="?", const=100_000, default=0, help="latency beside so many")
    arguments = parser.parse_args()
    size = Size(arguments.kafka, arguments.records, arguments.runs, arguments.seconds, arguments.backfill)
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
