"""A child process that can be stopped, killed and started again, and that never outlives its parent."""

import asyncio
import os
import signal
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from shared.exits import Away

POLL_SECONDS = 0.05
TAIL_LINES = 20
LINE_LIMIT = 400


class ChildError(Away):
    """A child process is not in the state that the caller asked for."""


class NotReady(ChildError):
    """The child died, or did not answer in time; the text ends with the tail of its log."""


class AlreadyRuns(ChildError):
    """start() was called twice."""


class NotRunning(ChildError):
    """There is no process, so it has no pid."""


class Child:
    """`ready` is asked until it says True; the command, its log and its environment stay the same over restarts."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        log: Path,
        ready: Callable[[], Awaitable[bool]],
        env: Mapping[str, str] | None = None,
        ready_seconds: float = 60.0,
    ) -> None:
        self.name = name
        self.log = log
        self._command = command
        self._ready = ready
        self._env = env
        self._ready_seconds = ready_seconds
        self._process: Process | None = None

    @property
    def pid(self) -> int:
        if self._process is None:
            raise NotRunning(f"{self.name} is not running: call start() first")
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    async def wait(self) -> int:
        """Until it ends; its exit code."""
        if self._process is None:
            raise NotRunning(f"{self.name} is not running: call start() first")
        return await self._process.wait()

    async def well(self) -> bool:
        """It runs, and says it is ready."""
        return self.running and await self._ready()

    async def start(self) -> None:
        """Return when it is ready. Raises NotReady, AlreadyRuns."""
        await self.spawn()
        try:
            async with asyncio.timeout(self._ready_seconds):
                await self._until_ready()
        except TimeoutError as error:
            await self.kill()
            raise NotReady(self.report(f"did not answer within {self._ready_seconds:.0f} s")) from error
        except BaseException:
            await self.kill()
            raise

    async def spawn(self) -> None:
        """Start it without waiting until it is ready."""
        if self.running:
            raise AlreadyRuns(f"{self.name} already runs as pid {self.pid}: call stop() or kill() first")
        self.log.parent.mkdir(parents=True, exist_ok=True)
        # setpriv asks the kernel for SIGKILL when the thread that starts it ends, then becomes the command under the
        # same pid. A preexec_fn would do the same, but runs Python between fork and exec, which can deadlock.
        command = ["setpriv", "--pdeathsig", "KILL", "--", *self._command]
        with self.log.open("ab") as log:
            try:
                self._process = await asyncio.create_subprocess_exec(
                    *command, stdin=DEVNULL, stdout=log, stderr=log, start_new_session=True, env=self._env
                )
            except FileNotFoundError as error:
                raise NotReady("there is no setpriv: install the package util-linux") from error

    async def stop(self, grace_seconds: float = 30.0) -> None:
        """Ask for an orderly end; kill what is still there after the grace."""
        if self._process is None:
            return
        self.signal(signal.SIGTERM)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), grace_seconds)
        await self.kill()

    async def kill(self) -> None:
        """SIGKILL, as a crash would; does nothing when nothing runs."""
        if self._process is None:
            return
        self.signal(signal.SIGKILL)
        await self._process.wait()
        self._process = None

    def signal(self, number: signal.Signals) -> None:
        """To the whole group: a start script may have children of its own."""
        if self._process is not None and self._process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, number)

    def report(self, what: str) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-TAIL_LINES:]
        return "\n".join([f"{self.name} {what}; the end of {self.log}:", *(line[:LINE_LIMIT] for line in lines)])

    async def _until_ready(self) -> None:
        while self.running:
            if await self._ready():
                return
            await asyncio.sleep(POLL_SECONDS)
        code = self._process.returncode if self._process else None
        raise NotReady(self.report(f"ended with exit code {code} before it answered"))


async def listens(port: int) -> bool:
    """True when somebody accepts connections on that port of this machine."""
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
    return True
