"""The embedded stack doing nothing: `haichieu up`, started as a user starts it; its whole process tree is weighed."""

import asyncio
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
from tests.bench.chain import cpu_seconds

QUIET_SECONDS = 210.0
"""Two minutes until the sample day's afternoon, and the second look at every page that follows."""
WINDOW = 30.0


@dataclass(frozen=True, slots=True)
class Idle:
    """Seconds until ready, MB of resident memory in all, percent of one core."""

    first_ready: float
    ready: float
    rss_mb: float
    cpu_percent: float
    by_process: dict[str, str]


async def measure_idle() -> Idle:
    with tempfile.TemporaryDirectory(prefix="haichieu-idle-", ignore_cleanup_errors=True) as folder:
        first, process = await _start(Path(folder))
        await _stop(process)
        ready, process = await _start(Path(folder))
        try:
            await asyncio.sleep(QUIET_SECONDS)
            return await _weigh(process, first, ready)
        finally:
            await _stop(process)


async def _start(data: Path) -> tuple[float, asyncio.subprocess.Process]:
    command = Path(sys.executable).with_name("haichieu")
    started = time.perf_counter()
    process = await asyncio.create_subprocess_exec(command, "up", "--data", data, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    async for line in process.stdout:
        if "Ctrl-C" in line.decode():
            return time.perf_counter() - started, process
    raise RuntimeError("the stack did not start")


async def _weigh(process: asyncio.subprocess.Process, first: float, ready: float) -> Idle:
    tree = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    pids = [member.pid for member in tree]
    before = {pid: cpu_seconds([pid]) for pid in pids}
    await asyncio.sleep(WINDOW)
    shares = {pid: (cpu_seconds([pid]) - before[pid]) / WINDOW * 100 for pid in pids}
    sizes = {member.pid: member.memory_info().rss / 2**20 for member in tree}
    told = {_name(member): f"{sizes[member.pid]:.0f} MB {shares[member.pid]:.1f} %" for member in tree}
    return Idle(first, ready, sum(sizes.values()), sum(shares.values()), told)


def _name(process: psutil.Process) -> str:
    words = process.cmdline()
    return words[words.index("-m") + 1] if "-m" in words else process.name()


async def _stop(process: asyncio.subprocess.Process) -> None:
    process.terminate()
    await process.wait()
