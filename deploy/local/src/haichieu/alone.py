"""One `haichieu up` for each data folder: a second one would take the files, and in time the data, of the first."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from haichieu.plan import kept_ports
from shared.exits import WrongWords


class RunsHere(WrongWords):
    """Another `haichieu up` holds the folder."""


class NoFolder(WrongWords):
    """Nothing can be written there."""


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """The kernel gives the lock back when the process ends, however it ends. Raises RunsHere, NoFolder."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        held = (data / "lock").open("a")
    except OSError as error:
        raise NoFolder(f"{data} cannot be the data folder ({error}). Choose another with --data.") from error
    with held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RunsHere(
                f"It already runs here: {_address(data)} (data in {data}). "
                "Stop it with Ctrl-C where it was started, or use another folder with --data."
            ) from error
        yield


def _address(data: Path) -> str:
    port = kept_ports(data).get("casework")
    return f"http://127.0.0.1:{port}/" if port else "it is just starting"
