"""`haichieu ingest evidence`: what was ever seen of a publication, as one WARC file, checked while it is written."""

import argparse
import asyncio
import hashlib
import io
import sys
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from ingest.evidence import about
from shared.exits import WrongWords
from shared.store.client import Store
from shared.store.driver import ASCENDING, Document

Opened = Callable[[], AbstractAsyncContextManager[Store]]
Noted = Callable[[str, str], Awaitable[None]]
"""Puts on record which publication's pages are handed out and why; before they are read."""


class NoEvidence(WrongWords):
    """Nothing is kept under that id, or the file cannot be written."""


class EvidenceBroken(Exception):
    """Kept bytes are not those of their SHA-256 any more; the message names the record."""


def add_evidence(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", opened: Opened, noted: Noted) -> None:
    parser = verbs.add_parser(
        "evidence",
        help="everything that was seen of a publication, as a WARC file",
        description="Exit code 1: a kept record is not as it was written; nothing is handed out.",
    )
    parser.add_argument("publication", metavar="PUBLICATION")
    parser.add_argument("-o", dest="file", type=Path, required=True, metavar="FILE.warc.gz")
    parser.add_argument("--reason", type=_said, required=True, help="why: pages name authors, so it goes on record")
    parser.set_defaults(run=lambda args: _run(args, opened, noted))


def _said(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("say why")
    return text.strip()


def _run(args: argparse.Namespace, opened: Opened, noted: Noted) -> int:
    publication_id, file = args.publication, args.file

    async def ask() -> tuple[bytes, int]:
        async with opened() as store:
            await _check_kept(store, publication_id)
            await noted(publication_id, args.reason)
            return await collected(store, publication_id)

    try:
        written, count = asyncio.run(ask())
        file.write_bytes(written)
    except EvidenceBroken as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except OSError as error:
        raise NoEvidence(f"{file} cannot be written: {error.strerror}.") from error
    sys.stdout.write(f"{file}: {count} records, SHA-256 {hashlib.sha256(written).hexdigest()}\n")
    return 0


async def _check_kept(store: Store, publication_id: str) -> None:
    """Raises NoEvidence."""
    if await store.collection("snapshots").find_one({"publication_id": publication_id}, {"_id": 1}) is None:
        raise NoEvidence(f"Nothing is kept of a publication {publication_id}. A case's page names the id.")


async def collected(store: Store, publication_id: str) -> tuple[bytes, int]:
    """The file and how many sights it holds. Raises EvidenceBroken."""
    found = store.collection("snapshots").find({"publication_id": publication_id}).sort("fetched_at", ASCENDING)
    records = [_checked(row) async for row in found]
    return about(publication_id, datetime.now(UTC)) + b"".join(records), len(records)


def _checked(row: Document) -> bytes:
    body_of(row)
    return bytes(row["warc"])


def body_of(row: Document) -> bytes:
    """What the address answered, of a row of `snapshots`. Raises EvidenceBroken."""
    body: bytes
    (body,) = [record.content_stream().read() for record in ArchiveIterator(io.BytesIO(bytes(row["warc"])))]
    if hashlib.sha256(body).hexdigest() != row["sha256"]:
        raise EvidenceBroken(
            f"The record of {row['address']}, {row['fetched_at']:%Y-%m-%d %H:%M:%S}, is not as it was."
        )
    return body
