"""`haichieu ingest`: `parse` needs no server, `sources` the database."""

import argparse

from haichieu.databases import mongo_url, opened
from ingest.cli import add_parse
from ingest.sources.commands import add_sources


def add_commands(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verbs = words.add_parser("ingest", help="what sources send, and which are watched").add_subparsers(
        dest="verb", required=True
    )
    add_parse(verbs)
    add_sources(verbs, lambda: opened("ingest", mongo_url()))
