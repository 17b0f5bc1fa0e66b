"""`haichieu letter list|show` over the letters of a real database."""

import argparse
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from tests.house import House
from tests.integration.letters_to_step import add_letter, sheet
from tests.servers import LIVE

from casework.correspondence.refusals import CannotWrite, NotThere
from casework.letter_commands import add_commands
from shared.store.client import Store

pytestmark = LIVE


async def test_the_kept_letters_are_listed_and_shown(
    house: House, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    @asynccontextmanager
    async def database() -> AsyncIterator[Store]:
        yield house.store

    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers(required=True), database)

    async def say(*words: str) -> bytes:
        given = parser.parse_args(["letter", *words])
        assert await given.verb(given) == 0
        return capsysbinary.readouterr().out

    case_id, draft_case = str(uuid4()), str(uuid4())
    for one in (case_id, draft_case):
        await house.add_case(one)
    letter = await add_letter(house, case_id, "POST /letters/{letter_id}/issue")
    draft = await add_letter(house, draft_case, "POST /letters/{letter_id}/edit")
    line = json.loads(await say("list", case_id))
    assert (line["id"], line["number"], line["state"]) == (letter, "01/LĐLĐ", "signed")
    shown = json.loads(await say("show", letter, "-o", str(tmp_path / "x.docx")))
    assert (shown["history"][0]["kind"], (tmp_path / "x.docx").read_bytes()) == ("draft", sheet().content)
    with pytest.raises(CannotWrite, match="chưa ký"):
        await say("show", draft, "-o", str(tmp_path / "y.docx"))
    with pytest.raises(NotThere):
        await say("show", "khong-co")
