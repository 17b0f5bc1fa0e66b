"""The words of `haichieu classify` that need the service's database; what they do is loaded when it is asked for."""

import argparse
import asyncio
import sys
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from importlib import import_module
from pathlib import Path
from typing import Any

from classify.refusals import Refused
from classify.routing import Units

EXIT_REFUSED = 2

Database = Callable[[], AbstractAsyncContextManager[Any]]
Directory = Callable[[], Units]


def add_commands(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", database: Database, directory: Directory
) -> None:
    """Each verb is a coroutine `module.function(store, arguments, directory)` that returns an exit code."""

    def doing(parser: argparse.ArgumentParser, module: str, function: str) -> argparse.ArgumentParser:
        parser.set_defaults(run=lambda args: _run(module, function, args, database, directory))
        return parser

    said = verbs.add_parser("verdicts", help="what officers said of publications")
    export = said.add_subparsers(dest="verb", required=True).add_parser(
        "export", help="as JSON lines that `train --verdicts` reads, with the texts"
    )
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="where they are written")
    doing(export, "teaching.verdict_verbs", "export")
    promote = verbs.add_parser("promote", help="let a trained model judge, unless it is worse than the one that does")
    promote.add_argument("file", type=Path, metavar="FILE", help="from `haichieu classify train`")
    promote.add_argument("--despite", metavar="REASON", default="", help="although a figure fell; kept on record")
    doing(promote, "teaching.promoting", "promote")
    doing(verbs.add_parser("rollback", help="let the model judge that did before"), "teaching.model_verbs", "rollback")
    doing(
        verbs.add_parser("models", help="all of them, which judges, since when, by whom"),
        "teaching.model_verbs",
        "models",
    )
    shadow = verbs.add_parser("shadow", help="a candidate judges beside the active model, and decides nothing")
    shadow.add_argument("what", metavar="FILE|report|stop", help="begin with a model; what was seen; end it")
    doing(shadow, "teaching.shadow_verbs", "shadow")
    again = verbs.add_parser("reassess", help="judge again what is kept of the past; goes on with an unfinished one")
    again.add_argument("--since", metavar="DAY", help="what was captured from this day (or time) on")
    again.add_argument("--model", metavar="VERSION", help="by this model; otherwise by the active one")
    again.add_argument("--drop", action="store_true", help="give the unfinished one up")
    doing(again, "again.verbs", "reassess")


def _run(module: str, function: str, args: argparse.Namespace, database: Database, directory: Directory) -> int:
    async def work() -> int:
        verb = getattr(import_module(f"classify.{module}"), function)
        async with database() as store:
            return int(await verb(store, args, directory))

    try:
        return asyncio.run(work())
    except Refused as error:
        sys.stderr.write(f"classify: {error}\n")
        return EXIT_REFUSED
