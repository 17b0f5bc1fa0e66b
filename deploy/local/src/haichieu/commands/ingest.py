"""`haichieu ingest`: `parse` needs no server, `sources` and `evidence` the database."""

import argparse

from haichieu.databases import mongo_url, opened
from ingest.cli import add_parse
from ingest.evidence_commands import add_evidence
from ingest.sources.commands import add_sources


def add_commands(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verbs = words.add_parser("ingest", help="what sources send, which are watched, what is kept").add_subparsers(
        dest="verb", required=True
    )
    add_parse(verbs)
    add_sources(verbs, lambda: opened("ingest", mongo_url()))
    add_evidence(verbs, lambda: opened("ingest", mongo_url()))
