"""`haichieu demo`: the sample day through the whole stack, and an honest count at the end."""

import json
import os
import sys
import tempfile
import time
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from haichieu.census import Census
from haichieu.plan import KafkaKind, make_plan
from haichieu.rehearsal import Rehearsal
from haichieu.stack import Stack
from shared.ops.clock import VIETNAM

FEED_SECONDS = 2.0
REVISIT_PACE = 0.002
"""A quarter of an hour becomes two seconds."""
SETTLE_SECONDS = 120.0
FOREIGN = {"HAICHIEU_MONGO_URL", "HAICHIEU_KAFKA"}


async def demo(home: Path, kafka_kind: KafkaKind, *, as_json: bool) -> int:
    """0 only if nothing was lost and nothing doubled; always on servers of its own."""
    started = time.monotonic()
    for name in FOREIGN & os.environ.keys():
        sys.stderr.write(f"{name} is not used: the demo counts on servers of its own.\n")
    say = _quiet if as_json else _say
    with tempfile.TemporaryDirectory(prefix="haichieu-demo-") as folder:
        rehearsal = Rehearsal.prepare(make_plan(home, Path(folder), kafka_kind, usual_ports=False))
        async with rehearsal:
            env = rehearsal.service_env(interval=FEED_SECONDS, pace=REVISIT_PACE)
            async with Stack(rehearsal.plan, env) as stack:
                say(f"Đã chạy sau {time.monotonic() - started:.1f} giây. Buổi sáng: ba báo đăng bài…")
                census = await rehearsal.settle(stack, seconds=SETTLE_SECONDS)
                if census.lost:
                    return _report(census, time.monotonic() - started, as_json=as_json)
                say("Buổi chiều: một bài bị sửa, một bài bị gỡ, vài bài mới…")
                rehearsal.day.advance(datetime.now(VIETNAM))
                census = await rehearsal.settle(stack, seconds=SETTLE_SECONDS)
    return _report(census, time.monotonic() - started, as_json=as_json)


def _report(census: Census, seconds: float, *, as_json: bool) -> int:
    numbers = asdict(census) | {
        "lost": len(census.lost),
        "duplicated": len(census.doubled),
        "seconds": round(seconds, 1),
    }
    del numbers["doubled"]
    for sentence in (*census.lost, *census.doubled):
        sys.stderr.write(sentence + "\n")
    if as_json:
        print(json.dumps(numbers))
    else:
        for name, value in numbers.items():
            print(f"{name:>20}  {value}")
    return 1 if census.lost or census.doubled else 0


def _say(text: str) -> None:
    print(text, flush=True)


def _quiet(_: str) -> None:
    """JSON goes alone to stdout."""
