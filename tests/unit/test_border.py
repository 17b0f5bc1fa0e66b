"""The border is closed: whoever crosses it is refused and seen, also where the refusal is swallowed."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from tests.unit.border import Crossed


def with_a_socket(use: Callable[[socket.socket], None]) -> None:
    with socket.socket() as one:
        use(one)


CROSSINGS: dict[str, Callable[[], object]] = {
    "socket.connect": lambda: with_a_socket(lambda one: one.connect(("127.0.0.1", 9))),
    "socket.bind": lambda: with_a_socket(lambda one: one.bind(("127.0.0.1", 0))),
    "socket.getaddrinfo": lambda: socket.getaddrinfo("localhost", 80),
    "subprocess.Popen": lambda: subprocess.run([sys.executable, "-c", ""], check=False),
    "os.fork": os.fork,
    "open": lambda: Path("/etc/hostname").read_text("utf-8"),
}


@pytest.mark.parametrize("event", CROSSINGS)
def test_a_crossing_is_refused(event: str, outside: list[str]) -> None:
    with pytest.raises(Crossed, match=event):
        CROSSINGS[event]()
    assert outside.pop().startswith(event)


@pytest.mark.parametrize("event", CROSSINGS)
def test_a_crossing_is_seen_by_code_that_swallows_everything(event: str, outside: list[str]) -> None:
    with suppress(BaseException):
        CROSSINGS[event]()
    assert outside
    outside.clear()


async def test_an_event_loop_and_its_own_folder_are_inside(tmp_path: Path, outside: list[str]) -> None:
    (tmp_path / "x").write_text("x")
    await asyncio.to_thread((tmp_path / "x").read_text)
    assert outside == []
