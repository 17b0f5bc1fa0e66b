"""`haichieu letter list|show`: the letters that are kept with a case, for whoever runs the machine."""

import argparse
import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from casework.access.policy import Scope
from casework.access.roles import Level
from casework.correspondence.refusals import CannotWrite, DocumentDamaged, NotThere
from casework.domain.roles import Role
from casework.http.api.letter_shapes import letter_line, letter_out
from casework.refusing import as_json, say
from casework.store.letter_pages import LetterPages
from shared.store.client import Store

EVERYTHING = Scope(None, tuple(Level))
REFUSALS = (CannotWrite, DocumentDamaged, NotThere)
MOST = 100

Database = Callable[[], AbstractAsyncContextManager[Store]]
Verb = Callable[[LetterPages, argparse.Namespace], Awaitable[None]]


def add_archive(verbs: Any, database: Database, guarded: Callable[..., Any]) -> None:
    """`guarded` answers refusals in one line."""
    listing = verbs.add_parser("list", help="the letters of a case (JSON lines)")
    listing.add_argument("case", metavar="CASE", help="a case's id")
    showing = verbs.add_parser("show", help="one letter with its history (JSON)")
    showing.add_argument("letter", metavar="LETTER", help="a letter's id")
    showing.add_argument("-o", "--out", type=Path, default=None, metavar="FILE.docx", help="write what was signed")
    for parser, verb in ((listing, _list), (showing, _show)):
        parser.set_defaults(
            verb=lambda arguments, verb=verb: _run(verb, arguments, database),
            run=guarded(lambda arguments, verb=verb: asyncio.run(_run(verb, arguments, database))),
        )


async def _run(verb: Verb, arguments: argparse.Namespace, database: Database) -> int:
    async with database() as store:
        await verb(LetterPages(store), arguments)
    return 0


async def _list(pages: LetterPages, arguments: argparse.Namespace) -> None:
    for letter in await pages.of_case(arguments.case, 0, MOST):
        say(json.dumps(letter_line(letter).model_dump(mode="json"), ensure_ascii=False))


async def _show(pages: LetterPages, arguments: argparse.Namespace) -> None:
    letter = await pages.letter(EVERYTHING, arguments.letter)
    if arguments.out:
        if letter.letter.signed_document is None:
            raise CannotWrite("Văn bản chưa ký nên chưa có tệp để ghi ra. Bỏ -o, hoặc xem bản nháp trên hệ thống.")
        arguments.out.write_bytes(await pages.signed(letter))
    say(as_json(letter_out(letter, Role.AUDITOR).model_dump(mode="json")))
