"""Signatures on the real MongoDB: numbers without a gap, and bytes that stay what they were."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from tests.integration.letter_house import BINH, EVERYTHING, PHAT, Office
from tests.servers import LIVE, Corner
from tests.unit.casework.letters.papers import Read

from casework.audit.bundle.failures import Broken
from casework.audit.bundle.verify import Demand, verify
from casework.audit.entry import case_chain
from casework.audit_export import Wish, export_to_file
from casework.correspondence import steps as s
from casework.correspondence.filed import Filed
from casework.correspondence.refusals import DocumentDamaged
from casework.letters.refusals import DocumentChanged
from casework.store.letters import SIGNED, MongoLetterWork
from casework.store.numbers import NUMBERS
from shared.store.client import Store

pytestmark = LIVE


@pytest_asyncio.fixture(loop_scope="session")
async def office(corner: Corner) -> AsyncIterator[Office]:
    office = Office(corner)
    await office.kit.store.start()
    yield office
    await office.kit.store.stop()


async def test_the_signed_bytes_are_kept_and_a_changed_one_is_noticed(office: Office) -> None:
    letter = await office.signed(await office.case())
    content = await office.pages.signed(letter)
    text = Read(content).text()
    assert "Số: 01/LĐLĐ" in text
    assert "ngày 01 tháng 12 năm 2026" in text
    assert "Nguyễn Văn Phát" in text
    assert office.entries(letter.case_id)[-1]["files"] == [letter.letter.signed_document]
    office.sister[SIGNED].update_one({"_id": letter.id}, {"$set": {"content": content + b"\0"}})
    with pytest.raises(DocumentDamaged, match="SHA-256"):
        await office.pages.signed(letter)


async def test_twenty_signed_at_once_by_two_replicas_are_numbered_1_to_20(office: Office) -> None:
    letters = [await office.approved(await office.case()) for _ in range(20)]
    other = Store(office.kit.platform.mongo_url.get_secret_value(), office.database.name)
    await other.start()
    desks = [office.desk, office.another_desk(other)]

    async def sign(place: int, letter: Filed) -> Filed:
        step, visitor = s.Sign(letter.letter.document), office.visitor(PHAT)
        return await desks[place % 2].take(letter.id, letter.version, step, visitor)

    try:
        signed = await asyncio.gather(*(sign(place, letter) for place, letter in enumerate(letters)))
    finally:
        await other.stop()
    assert sorted(int(one.number.split("/")[0]) for one in signed) == list(range(1, 21))
    assert office.numbers() == list(range(1, 21))
    for one in signed:
        assert f"Số: {one.number}" in Read(await office.pages.signed(one)).text()


async def test_a_signature_that_fails_leaves_neither_number_nor_bytes(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters = [await office.approved(await office.case()) for _ in range(3)]
    sign = s.Sign(letters[0].letter.document)

    async def crash(*_: Any) -> None:
        raise RuntimeError("killed between the number and the letter")

    with monkeypatch.context() as patched:
        patched.setattr(MongoLetterWork, "put", crash)
        with pytest.raises(RuntimeError):
            await office.take(letters[0], sign, PHAT, "m-1")
    assert (office.numbers(), office.sister[SIGNED].count_documents({})) == ([], 0)
    assert (await office.pages.letter(EVERYTHING, letters[0].id)).letter.state == "approved"
    with pytest.raises(DocumentChanged):
        await office.take(letters[1], s.Sign("f" * 64), PHAT)
    assert (await office.take(letters[0], sign, PHAT, "m-1")).number == "01/LĐLĐ", "the same message may come again"
    assert (await office.take(letters[2], s.Sign(letters[2].letter.document), PHAT)).number == "02/LĐLĐ"


async def test_the_number_of_the_new_year_begins_at_midnight_in_vietnam(office: Office) -> None:
    letters = [await office.approved(await office.case()) for _ in range(3)]
    moments = [datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC), datetime(2026, 12, 31, 17, tzinfo=UTC)]
    for letter, moment in zip(letters, [*moments, moments[1]], strict=True):
        office.now = moment
        await office.take(letter, s.Sign(letter.letter.document), PHAT)
    assert (office.numbers(2026), office.numbers(2027)) == ([1], [1, 2])
    texts = [Read(await office.pages.signed(await office.pages.letter(EVERYTHING, one.id))).text() for one in letters]
    assert "ngày 31 tháng 12 năm 2026" in texts[0]
    assert "ngày 01 tháng 01 năm 2027" in texts[1]


async def test_a_voided_letter_keeps_its_number_with_the_reason_and_another_is_written(office: Office) -> None:
    letter = await office.signed(case_id := await office.case())
    voided = await office.take(letter, s.Void("In nhầm nơi nhận"), BINH)
    (row,) = office.database[NUMBERS].find()
    assert (row["number"], row["voiding"]["reason"]) == (1, "In nhầm nơi nhận")
    assert voided.letter.number.voiding.by == "binh"
    assert (await office.signed(case_id)).number == "02/LĐLĐ"
    assert await office.pages.signed(voided), "what was signed stays readable"


async def test_what_another_template_would_print_is_not_signed(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = await office.approved(await office.case())
    again = office.press.again

    async def other(kind: Any, facts: Any, *rest: Any) -> Any:
        return await again(kind, {**facts, "harmed": "mẫu khác"}, *rest)

    monkeypatch.setattr(office.press, "again", other)
    with pytest.raises(DocumentChanged, match="duyệt lại"):
        await office.take(letter, s.Sign(letter.letter.document), PHAT)
    assert office.numbers() == []


async def test_an_export_holds_the_signed_letters_and_a_changed_one_is_found(office: Office, tmp_path: Path) -> None:
    letter = await office.signed(case_id := await office.case())
    wish = Wish(case_chain(case_id), tmp_path / "x.zip")
    url = office.kit.platform.mongo_url.get_secret_value()
    await export_to_file(wish, url, office.database.name)
    verdict = verify(wish.output, Demand())
    assert verdict.contents.bound == {letter.letter.signed_document: len(office.entries(case_id))}
    shutil.unpack_archive(wish.output, tmp_path / "folder")
    file = tmp_path / "folder" / "letters" / f"{letter.id}.docx"
    assert "Số: 01/LĐLĐ" in Read(file.read_bytes()).text()
    file.write_bytes(file.read_bytes().replace(b"word/", b"wore/", 1))
    with pytest.raises(Broken, match="letters/"):
        verify(tmp_path / "folder", Demand())
    office.sister[SIGNED].update_one({"_id": letter.id}, {"$set": {"content": b"PK forged in the database"}})
    with pytest.raises(Broken, match="văn bản đã ký"):
        await export_to_file(replace(wish, output=tmp_path / "y.zip"), url, office.database.name)
    assert not (tmp_path / "y.zip").exists()
