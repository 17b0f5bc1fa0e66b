"""The border of a unit test, watched by the interpreter itself (sys.addaudithook)."""

import mimetypes
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zoneinfo import TZPATH

ROOT = Path(__file__).parents[2]
CONNECTIONS = ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname")
PROCESSES = ("subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn", "os.exec", "os.system")
PLACES = (ROOT, sys.prefix, sys.base_prefix, sysconfig.get_path("stdlib"), tempfile.gettempdir(), "/dev", *TZPATH)
"""The repository, Python with its libraries, the folders that pytest makes for tests, the time zones."""
READABLE = tuple(str(Path(place).resolve()) for place in PLACES)
FILES = frozenset(mimetypes.knownfiles)
"""What the standard library looks up for itself."""


class Crossed(BaseException):
    """Not an Exception: the code under test may not take it for a failure of the network."""


class Border:
    """Watches from the first use on; refuses only while a test is `watched`."""

    def __init__(self) -> None:
        self._seen: list[str] | None = None
        sys.addaudithook(self._hook)

    @contextmanager
    def watched(self) -> Iterator[list[str]]:
        self._seen = []
        try:
            yield self._seen
        finally:
            self._seen = None

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self._seen is None:
            return
        if event in CONNECTIONS or event in PROCESSES:
            self._refuse(f"{event} {arguments[1:] if event in CONNECTIONS else arguments[:1]}")
        elif event == "open" and isinstance(arguments[0], str) and not self._readable(arguments[0]):
            self._refuse(f"open {arguments[0]}")

    def _refuse(self, what: str) -> None:
        assert self._seen is not None
        self._seen.append(what)
        raise Crossed(what)

    @staticmethod
    def _readable(name: str) -> bool:
        if not name.startswith("/") or name in FILES:
            return True
        return any(name == place or name.startswith(f"{place}/") for place in READABLE)
