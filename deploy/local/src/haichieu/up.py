"""`haichieu up`: the embedded stack with the sample day, until Ctrl-C."""

import asyncio
import os
import re
import signal
import time
from collections.abc import Coroutine
from contextlib import AsyncExitStack, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from haichieu.admin import KEPT
from haichieu.alone import alone
from haichieu.plan import KafkaKind, make_plan
from haichieu.rehearsal import Rehearsal
from haichieu.settling import settled
from haichieu.stack import Stack
from shared.ops.clock import VIETNAM

FEED_SECONDS = 10.0
REVISIT_PACE = 0.03
"""A quarter of an hour becomes half a minute: an edit shows while one is still looking."""
MORNING = timedelta(minutes=2)


async def up(home: Path, data: Path, kafka_kind: KafkaKind) -> int:
    """Uses the servers that HAICHIEU_MONGO_URL and HAICHIEU_KAFKA name. Raises RunsHere, NoFolder, Spoiled, Away."""
    theirs = {name: os.environ.get(f"HAICHIEU_{name.upper()}", "") for name in ("mongo_url", "kafka")}
    with alone(data):
        plan = make_plan(home, data, kafka_kind, usual_ports=True, **theirs)
        await _until_stopped(Rehearsal.prepare(plan))
    print("Đã dừng. Dữ liệu được giữ lại.", flush=True)
    return 0


async def _until_stopped(rehearsal: Rehearsal) -> None:
    started = time.monotonic()
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    print("Đang khởi động: MongoDB, Kafka, bốn dịch vụ…", flush=True)
    async with rehearsal:
        env = rehearsal.service_env(interval=FEED_SECONDS, pace=REVISIT_PACE)
        async with AsyncExitStack() as running:
            stack = await _unless(stop, running.enter_async_context(Stack(rehearsal.plan, env)))
            if stack is not None:
                people = await settled(stack.mongo_url, rehearsal.plan.data)
                print(_welcome(stack, rehearsal, people, time.monotonic() - started), flush=True)
                await _afternoon(rehearsal, stop)
                await stop.wait()


async def _unless(stop: asyncio.Event, start: Coroutine[Any, Any, Stack]) -> Stack | None:
    """What was to be started; nothing when it was stopped before it was up, and then nothing is left of it."""
    starting, stopping = asyncio.create_task(start), asyncio.create_task(stop.wait())
    await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not starting.done():
        starting.cancel()
    with suppress(asyncio.CancelledError):
        return await starting
    return None


async def _afternoon(rehearsal: Rehearsal, stop: asyncio.Event) -> None:
    now = datetime.now(VIETNAM)
    wait = max(timedelta(), rehearsal.day.start + MORNING - now)
    try:
        async with asyncio.timeout(wait.total_seconds()):
            await stop.wait()
    except TimeoutError:
        rehearsal.day.advance(max(now, rehearsal.day.start + MORNING) if wait else rehearsal.day.start + MORNING)


def _welcome(stack: Stack, rehearsal: Rehearsal, people: str, seconds: float) -> str:
    plan = rehearsal.plan
    return "\n".join(
        (
            f"Sẵn sàng sau {seconds:.1f} giây.",
            f"  Bảng điều khiển   {plan.url('casework')}/",
            f"  Đăng nhập         (mật khẩu chỉ lưu trong {plan.data / KEPT})",
            people,
            f"  Báo mẫu           {plan.url('outlets')}/",
            f"  Thư đã gửi        {rehearsal.mailroom.folder}",
            f"  Kafka             {stack.kafka}",
            f"  MongoDB           {_without_password(stack.mongo_url)}",
            f"  Nhật ký           {plan.data / 'log'}",
            "Ctrl-C để dừng.",
        )
    )


def _without_password(url: str) -> str:
    return re.sub(r"//[^@/]*@", "//", url)
