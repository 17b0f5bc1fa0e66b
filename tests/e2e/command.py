"""The `haichieu` command as a process, seen from outside only."""

import asyncio
import os
import re
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psutil

HOME = Path(__file__).resolve().parents[2]
HAICHIEU = str(Path(sys.executable).with_name("haichieu"))
KIND = os.environ.get("HAICHIEU_KAFKA_KIND", "embedded")
READY = "Ctrl-C"


def clean_environment() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith("HAICHIEU_")} | {
        "HAICHIEU_HOME": str(HOME)
    }


async def haichieu(*words: str, seconds: float, read: bytes = b"", **env: str) -> tuple[int, str, str]:
    """`haichieu …` to its end: exit code, stdout, stderr."""
    return await run(HAICHIEU, *words, seconds=seconds, read=read, **env)


async def run(*command: str, seconds: float, read: bytes = b"", **env: str) -> tuple[int, str, str]:
    """Any command, in the repository, fed with `read`."""
    process = await asyncio.create_subprocess_exec(
        *command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=clean_environment() | env, cwd=HOME
    )
    try:
        async with asyncio.timeout(seconds):
            out, error = await process.communicate(read)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return process.returncode or 0, out.decode(), error.decode()


class Running:
    """A running `haichieu up`: what it said, and where its parts are."""

    def __init__(self, process: Process, data: Path) -> None:
        self.process = process
        self.data = data
        self.said: list[str] = []

    @property
    def text(self) -> str:
        return "\n".join(self.said)

    @property
    def console(self) -> str:
        return self._after("Bảng điều khiển", r"http://\S+").rstrip("/")

    @property
    def kafka(self) -> str:
        return self._after("Kafka", r"127\S+")

    @property
    def seconds(self) -> float:
        found = re.search(r"Sẵn sàng sau ([\d.]+) giây", self.text)
        assert found
        return float(found[1])

    def password(self, name: str) -> str:
        """As the start has printed it."""
        found = re.search(rf"^ +{name} +(\S+)", self.text, re.M)
        assert found, self.text
        return found[1]

    def _after(self, name: str, pattern: str) -> str:
        found = re.search(rf"{name}\s+({pattern})", self.text)
        assert found, self.text
        return found[1]

    def ports(self) -> set[int]:
        return {
            connection.laddr.port
            for process in processes_of(self.data)
            for connection in process.net_connections("tcp")
            if connection.status == psutil.CONN_LISTEN
        }

    async def until_ready(self, seconds: float) -> None:
        assert self.process.stdout is not None
        async with asyncio.timeout(seconds):
            while not any(READY in line for line in self.said):
                line = await self.process.stdout.readline()
                assert line, f"it ended early: {self.text}"
                self.said.append(line.decode().rstrip())

    async def interrupt(self, seconds: float = 45) -> int:
        """Ctrl-C, which a terminal sends to the whole group; the exit code."""
        os.killpg(self.process.pid, signal.SIGINT)
        async with asyncio.timeout(seconds):
            assert self.process.stdout is not None
            self.said += (await self.process.stdout.read()).decode().splitlines()
            return await self.process.wait()


UP = (HAICHIEU, "up", "--kafka", KIND)
MAKE_RUN = ("make", "--no-print-directory", "run", f"KAFKA={KIND}")


async def launch(data: Path, command: tuple[str, ...] = UP) -> Running:
    """Started, not waited for."""
    env = clean_environment() | {"HAICHIEU_DATA": str(data)}
    process = await asyncio.create_subprocess_exec(
        *command, stdin=DEVNULL, stdout=PIPE, env=env, cwd=HOME, start_new_session=True
    )
    return Running(process, data)


@asynccontextmanager
async def up(data: Path, seconds: float = 90) -> AsyncIterator[Running]:
    running = await launch(data)
    try:
        await running.until_ready(seconds)
        yield running
    finally:
        if running.process.returncode is None:
            await running.interrupt()


def processes_of(data: Path) -> list[psutil.Process]:
    """Everything that names the folder in its command line or its environment."""
    found = []
    for process in psutil.process_iter():
        try:
            words, env = process.cmdline(), process.environ()
        except (psutil.NoSuchProcess, psutil.ZombieProcess, psutil.AccessDenied):
            continue
        if any(str(data) in text for text in (*words, *env.values())) and process.pid != os.getpid():
            found.append(process)
    return found
