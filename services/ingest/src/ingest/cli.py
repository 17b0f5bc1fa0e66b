"""`haichieu ingest parse`: what would be read of a file, offline; as in the service, by a process that can be ended."""

import argparse
import json
import subprocess
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ingest.errors import FEED_REASONS, FeedUnreadable, ReaderGaveUp
from ingest.reading.answers import as_article
from ingest.reading.article import Article
from ingest.times import choose
from shared.exits import WrongWords

SECONDS, MEGABYTES = "20", "1024"
FILE_BYTES = 100_000_000


class Unparsable(WrongWords):
    """The file is none, or nothing that can be read as a list or an article; the message begins with the kind."""


def add_parse(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser(
        "parse",
        help="read a feed, sitemap, section page or article",
        description="Writes one JSON object: form, entries (of a list), articles (of a page). Exit code 2: neither.",
    )
    parser.add_argument("file", metavar="FILE", help="- is standard input")
    parser.add_argument("--url", default="", help="where it is from: makes links whole, chooses the outlet's row")
    parser.add_argument("--content-type", default="", help="what the server said it was")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    answer = parse(_bytes(args.file), args.url or f"https://example.invalid/{Path(args.file).name}", args.content_type)
    # A lone surrogate is legal in JSON and not in UTF-8: it leaves as it came, as an escape.
    written = json.dumps(answer, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")
    sys.stdout.buffer.write(written + b"\n")
    sys.stdout.buffer.flush()
    return 0


def parse(body: bytes, url: str, content_type: str = "") -> dict[str, Any]:
    """What the bytes are. Raises Unparsable."""
    try:
        found = _read(body, url, content_type)
    except FeedUnreadable as error:
        raise Unparsable(f"{type(error).__name__}: {error}") from error
    if "form" in found:
        return {"form": found["form"], "entries": found["entries"], "articles": []} | {
            "sitemaps": found["children"],
            "dropped": found["dropped"],
        }
    return {"form": "page", "entries": [], "articles": [_shown(as_article(found))]}


def _read(body: bytes, url: str, content_type: str) -> dict[str, Any]:
    request = {"kind": "file", "url": url, "content_type": content_type, "size": len(body)}
    command = [sys.executable, "-m", "ingest.reading.worker", SECONDS, MEGABYTES]
    asked = json.dumps(request).encode() + b"\n" + body
    done = subprocess.run(command, input=asked, stdout=subprocess.PIPE, check=False)  # noqa: S603 - our own words
    if done.returncode:
        raise ReaderGaveUp(f"{url} takes over {SECONDS} s or {MEGABYTES} MB to read (ended with {done.returncode}).")
    found: dict[str, Any] = json.loads(done.stdout)
    if "unreadable" in found:
        raise FEED_REASONS[found["reason"]](found["unreadable"])
    return found


def _shown(article: Article) -> dict[str, Any]:
    """With every time that was found, and which one is taken."""
    choice = choose(article.times, datetime.now(UTC))
    times = [asdict(found) | {"moment": _written(found.moment)} for found in article.times]
    chosen = {"published_at": _written(choice.moment), "published_from": choice.where, "published_why": choice.why}
    return asdict(article) | chosen | {"times": times}


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _bytes(name: str) -> bytes:
    try:
        with sys.stdin.buffer if name == "-" else Path(name).open("rb") as file:
            body = file.read(FILE_BYTES + 1)
    except OSError as error:
        raise Unparsable(f"NoFile: {name} cannot be read: {error.strerror}.") from error
    if len(body) > FILE_BYTES:
        raise Unparsable(f"TooLarge: {name} is larger than {FILE_BYTES:,} bytes.")
    return body
