"""`haichieu ingest`: `parse` needs no server, the others the database."""

import argparse

from casework.revealing import case_telling, reveal
from haichieu.databases import mongo_url, opened
from ingest.backfill.commands import add_backfill
from ingest.backfill.store import BACKFILL_INDEXES
from ingest.cli import add_parse
from ingest.doors.commands import add_taking
from ingest.evidence_commands import add_evidence
from ingest.sources.commands import add_sources
from ingest.store import INDEXES
from shared.store import outbox


def add_commands(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verbs = words.add_parser(
        "ingest", help="what sources send, what is kept of it, and which are watched"
    ).add_subparsers(dest="verb", required=True)
    add_parse(verbs)
    add_evidence(verbs, lambda: opened("ingest", mongo_url()), _noted)
    add_sources(verbs, lambda: opened("ingest", mongo_url()))
    past = (*INDEXES, *BACKFILL_INDEXES, *outbox.INDEXES)
    add_backfill(verbs, lambda: opened("ingest", mongo_url(), past))
    add_taking(verbs, lambda: opened("ingest", mongo_url(), (*INDEXES, *outbox.INDEXES)))


async def _noted(publication_id: str, reason: str) -> None:
    """In the chain of the case that tells of it, if one does: decision 0023."""
    async with opened("casework", mongo_url()) as store:
        await reveal(store, [publication_id], reason, await case_telling(store, publication_id))
