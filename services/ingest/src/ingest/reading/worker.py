"""The process in which strangers' bytes are read: python -m ingest.reading.worker SECONDS MEGABYTES.

A request on stdin is a line of JSON and then the bytes; its answer is a line of JSON. What bytes can do to a parser,
they do here: the kernel's clock ends it, its memory is bounded, and no password is in its environment.
"""

import json
import resource
import signal
import sys
from contextlib import redirect_stdout
from dataclasses import asdict
from typing import Any

from ingest.errors import FeedUnreadable
from ingest.reading.feeds import read_list
from ingest.reading.links import read_links
from ingest.reading.pages import read_page
from shared.contracts.ingest import TEXT_LIMIT
from shared.ops.logging import set_up


def main(seconds: float, megabytes: int) -> None:
    """Endless, until stdin ends."""
    # Whoever stops the service signals the whole group; the service says when this process ends.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    # Of what is written to; a library that only reserves a gigabyte of addresses (rensa's) is not meant.
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 2**20,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = sys.stdout.buffer
    with redirect_stdout(sys.stderr):
        set_up("ingest", "WARNING")
        while line := sys.stdin.buffer.readline():
            request = json.loads(line)
            body = sys.stdin.buffer.read(request["size"])
            # Its default is to end the process, also in the middle of a library written in C.
            signal.setitimer(signal.ITIMER_REAL, seconds)
            answer = json.dumps(_read(request, body), default=_written).encode()
            signal.setitimer(signal.ITIMER_REAL, 0)
            answers.write(answer + b"\n")
            answers.flush()


def _read(request: dict[str, Any], body: bytes) -> Any:
    if request["kind"] == "page":
        article = read_page(body, request["url"])
        # One character more than is kept, so that it still shows that something was cut.
        return {"title": article.title, "text": article.text[: TEXT_LIMIT + 1]}
    if request["kind"] == "place":
        article = read_page(body, request["url"])
        found = {"title": article.title, "text": article.text[: TEXT_LIMIT + 1]}
        return found | {"links": read_links(body, request["url"])}
    try:
        return asdict(read_list(body, request["url"], request["content_type"]))
    except FeedUnreadable as error:
        return {"unreadable": str(error), "reason": type(error).__name__}


def _written(moment: Any) -> str:
    """What JSON has no form for: moments."""
    return str(moment.isoformat())


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
