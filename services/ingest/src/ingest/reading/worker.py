"""The process in which strangers' bytes are read: python -m ingest.reading.worker SECONDS MEGABYTES.

A request on stdin is a line of JSON and then the bytes; its answer is a line of JSON. What bytes can do to a parser,
they do here: the kernel's clock ends it, its memory is bounded, and no password is in its environment.
"""

import json
import logging
import resource
import signal
import sys
from contextlib import redirect_stdout
from dataclasses import asdict, replace
from typing import Any

from ingest.errors import FeedUnreadable, NotAList
from ingest.reading.alternates import read_alternates
from ingest.reading.answers import as_bounds
from ingest.reading.article import NOTHING
from ingest.reading.feeds import is_page, read_list
from ingest.reading.links import read_links
from ingest.reading.pages import lists_only, read_page
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
        # It calls a page without an article an error, in three lines; whoever asked is told by the answer.
        logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
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
        return _article(body, request)
    if request["kind"] == "place":
        return _article(body, request) | {"links": read_links(body, request["url"])}
    if request["kind"] == "feeds":
        return read_alternates(body, request["url"])
    if request["kind"] == "file":
        return _file(body, request)
    try:
        bounds = as_bounds(request.get("bounds"))
        return asdict(read_list(body, request["url"], request["content_type"], bounds))
    except FeedUnreadable as error:
        return {"unreadable": str(error), "reason": type(error).__name__}


def _article(body: bytes, request: dict[str, Any]) -> dict[str, Any]:
    article = read_page(body, request["url"], request["content_type"])
    # One character more than is kept, so that it still shows that something was cut.
    return asdict(replace(article, text=article.text[: TEXT_LIMIT + 1]))


def _file(body: bytes, request: dict[str, Any]) -> Any:
    """Of somebody who does not say what it is: a list, if it is one, else the article."""
    where = (body, request["url"], request["content_type"])
    try:
        if is_page(body, request["content_type"]) and not lists_only(*where):
            raise NotAList(f"{request['url']} is a page in which no article was found.")
        return asdict(read_list(*where))
    except FeedUnreadable as error:
        article = _article(body, request) if isinstance(error, NotAList) else asdict(NOTHING)
        return article if article["text"] else {"unreadable": str(error), "reason": type(error).__name__}


def _written(moment: Any) -> str:
    """What JSON has no form for: moments."""
    return str(moment.isoformat())


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
