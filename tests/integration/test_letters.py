"""The letters of a case on the real MongoDB: every step, races, a number without a gap, and nothing half done."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from tests.servers import LIVE, Corner
from tests.unit.casework.correspondence.examples import CORRECTION, REMINDER, VERIFICATION, a_life, own
from tests.unit.casework.letters.papers import Read

from casework.access.policy import Scope
from casework.access.roles import Level
from casework.audit.bundle.failures import Broken
from casework.audit.bundle.verify import Demand, verify
from casework.audit.entry import case_chain
from casework.audit_export import Wish, export_to_file
from casework.correspondence import steps as s
from casework.correspondence.by import Visitor
from casework.correspondence.desk import LetterDesk
from casework.correspondence.drafting import Writing
from casework.correspondence.filed import Filed
from casework.correspondence.issuing import load_issuing
from casework.correspondence.matter import Person
from casework.correspondence.printing import Press
from casework.correspondence.refusals import CannotWrite, DocumentDamaged, NotThere, StaleLetter
from casework.domain.case import Case, Order
from casework.domain.directory import sound
from casework.domain.life import commands as c
from casework.domain.life.actor import Actor
from casework.domain.life.life import Life
from casework.domain.life.refusals import NotYours, WrongStage
from casework.domain.roles import Role
from casework.letters.refusals import DocumentChanged, SamePerson, WrongRole, WrongState
from casework.store.audit import ENTRIES, SISTER
from casework.store.bodies import packaged_bodies
from casework.store.documents import case_of
from casework.store.indexes import INDEXES
from casework.store.letter_pages import LetterPages
from casework.store.letters import LETTERS, SIGNED, MongoLetterWork
from casework.store.life_documents import life_document
from casework.store.numbers import NUMBERS
from casework.testing import CLOCKWORK, a_sighting, the_means
from casework.usecases.acting import act
from casework.usecases.following import follow_assessments
from casework.usecases.means import Means
from shared.cause import Cause
from shared.failures import Transient
from shared.kit import Kit
from shared.ops.ids import new_id
from shared.store.client import Store
from shared.store.unit_of_work import UnitOfWork

pytestmark = LIVE

NOON = datetime(2026, 12, 1, 5, tzinfo=UTC)
LAN, BINH, PHAT = Actor("lan", Role.WATCH_OFFICER), Actor("binh", Role.LEADER), Actor("phat", Role.LEADER)
EVERYTHING = Scope(None, tuple(Level))


class People:
    async def signatory(self, account: str) -> Person | None:
        return Person("phat", "Nguyễn Văn Phát") if account == "phat" else None


class Office:
    """Casework's letters in one replica; `now` is moved by hand."""

    def __init__(self, corner: Corner) -> None:
        self.kit = Kit("casework", corner.platform(mongo_database=corner.database.name), INDEXES, MongoLetterWork)
        self.database, self.sister = corner.database, corner.mongo[f"{corner.database.name}_{SISTER}"]
        self.now = NOON
        self.press = Press()
        self.desk = self.another_desk(self.kit.store)
        self.pages = LetterPages(self.kit.store)

    def another_desk(self, store: Store) -> LetterDesk:
        means = Means(sound(packaged_bodies()), CLOCKWORK, new_id)
        works = UnitOfWork(store, MongoLetterWork, lambda: None)
        writing = Writing(self.press, load_issuing(), People())
        return LetterDesk(works, lambda: means, writing, self.press, lambda: self.now)

    async def case(self, stage: str = "acting", track: str = "reply") -> str:
        sighting = a_sighting(message_id=new_id(), publication_id=new_id())
        await follow_assessments([sighting], self.kit.work, the_means(new_id), NOON - timedelta(days=2))
        case_id = str(self.database["told"].find_one({"_id": sighting.publication_id})["case_id"])
        life = a_life(track, sighting.publication_id) if stage == "acting" else Life("verifying")
        self.database["cases"].update_one({"_id": case_id}, {"$set": {"life": life_document(life), "status": stage}})
        return case_id

    def seen(self, case_id: str) -> Case:
        return case_of(self.database["cases"].find_one({"_id": case_id}))

    async def begin(self, case_id: str, said: dict[str, Any] = CORRECTION, message: str = "", **changes: Any) -> Filed:
        return await self.desk.begin(case_id, own(said, **changes), self.visitor(LAN, message))

    async def take(self, letter: Filed, step: Any, who: Actor = LAN, message: str = "") -> Filed:
        return await self.desk.take(letter.id, letter.version, step, self.visitor(who, message))

    async def approved(self, case_id: str, said: dict[str, Any] = CORRECTION) -> Filed:
        letter = await self.take(await self.begin(case_id, said), s.Propose())
        return await self.take(letter, s.Approve(letter.letter.document), BINH)

    async def signed(self, case_id: str, said: dict[str, Any] = CORRECTION) -> Filed:
        letter = await self.approved(case_id, said)
        return await self.take(letter, s.Sign(letter.letter.document), PHAT)

    async def issued(self, case_id: str, said: dict[str, Any] = CORRECTION) -> Filed:
        letter = await self.signed(case_id, said)
        return await self.take(letter, s.Issue(letter.letter.signed_document or "", "bưu điện"))

    def visitor(self, who: Actor, message: str = "", *, sees: bool = True) -> Visitor:
        return Visitor(who, "Đỗ Thị Lan", message or new_id(), lambda _: sees)

    def entries(self, case_id: str) -> list[dict[str, Any]]:
        return list(self.sister[ENTRIES].find({"chain": f"case/{case_id}"}).sort("seq", 1))

    def numbers(self, year: int = 2026) -> list[int]:
        return [row["number"] for row in self.database[NUMBERS].find({"year": year}).sort("number", 1)]


@pytest_asyncio.fixture(loop_scope="session")
async def office(corner: Corner) -> AsyncIterator[Office]:
    office = Office(corner)
    await office.kit.store.start()
    yield office
    await office.kit.store.stop()


async def test_a_letter_goes_out_and_its_request_counts_as_sent_from_its_receipt(office: Office) -> None:
    case_id = await office.case()
    letter = await office.issued(case_id)
    assert office.seen(case_id).life.request("r1").state == "drafted", "a letter on its way starts no clock"
    office.now += timedelta(hours=30)
    at = office.now - timedelta(hours=2)
    done = await office.take(letter, s.Receive(at, "vận đơn EH1"))
    kept, case = await office.pages.letter(EVERYTHING, done.id), office.seen(case_id)
    assert kept == done, "nothing is lost between documents"
    request = case.life.request("r1")
    assert (request.state, request.letter_number, request.received_at) == ("sent", "01/LĐLĐ", at)
    running = [clock for clock in case.clocks if clock.about == "r1"]
    assert running
    assert {clock.started_at for clock in running} == {at}
    kinds = [entry["kind"] for entry in office.entries(case_id)][-7:]
    steps = ["drafted", "proposed", "approved", "signed", "issued"]
    assert kinds == [*(f"letter-{step}" for step in steps), "request-sent", "letter-received"]
    lines = office.database["timeline"].find({"case_id": case_id}).sort("step", -1).limit(1)
    assert [(line["kind"], line["actor"], line["reason"]) for line in lines] == [
        ("letter-received", "lan", "vận đơn EH1")
    ]
    assert office.entries(case_id)[-1]["after"] == case.version


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


async def test_the_same_message_again_changes_nothing(office: Office) -> None:
    case_id = await office.case()
    first, again = await office.begin(case_id, message="m-1"), await office.begin(case_id, message="m-1")
    assert first == again
    letter = await office.approved(await office.case())
    sign = s.Sign(letter.letter.document)
    assert await office.take(letter, sign, PHAT, "m-2") == await office.take(letter, sign, PHAT, "m-2")
    assert office.numbers() == [1]
    assert office.database[LETTERS].count_documents({}) == 2


async def test_of_two_steps_at_once_one_wins_and_the_other_is_shown_what_happened(office: Office) -> None:
    letter = await office.take(await office.begin(await office.case()), s.Propose())
    steps = [
        office.take(letter, s.Approve(letter.letter.document), BINH),
        office.take(letter, s.Return("Thiếu chứng cứ"), PHAT),
    ]
    results = await asyncio.gather(*steps, return_exceptions=True)
    (won,) = [one for one in results if isinstance(one, Filed)]
    (lost,) = [one for one in results if not isinstance(one, Filed)]
    assert isinstance(lost, StaleLetter)
    assert lost.kinds == (won.letter.facts[-1].kind,)
    assert (await office.pages.letter(EVERYTHING, letter.id)) == won


async def test_of_two_letters_for_one_request_at_once_one_is_begun(office: Office) -> None:
    case_id = await office.case()
    results = await asyncio.gather(*(office.begin(case_id) for _ in range(5)), return_exceptions=True)
    assert [isinstance(one, Filed) for one in results].count(True) == 1
    assert all(isinstance(one, Filed | CannotWrite | Transient) for one in results)
    with pytest.raises(CannotWrite, match="đã có văn bản"):
        await office.begin(case_id)
    (letter,) = await office.pages.of_case(case_id, 0, 9)
    await office.take(letter, s.Withdraw("Soạn lại"))
    assert (await office.begin(case_id)).place == 2


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


async def test_a_refused_step_changes_nothing(office: Office) -> None:
    case_id = await office.case()
    letter = await office.take(await office.begin(case_id), s.Propose(), BINH)
    before = (office.seen(case_id), office.entries(case_id))
    document = letter.letter.document
    for who, step, kind in (
        (BINH, s.Approve(document), SamePerson),
        (LAN, s.Approve(document), WrongRole),
        (PHAT, s.Sign(document), WrongState),
        (PHAT, s.Approve("f" * 64), DocumentChanged),
    ):
        with pytest.raises(kind):
            await office.take(letter, step, who)
    hidden = office.visitor(PHAT, sees=False)
    with pytest.raises(NotThere):
        await office.desk.take(letter.id, letter.version, s.Approve(document), hidden)
    with pytest.raises(NotThere):
        await office.desk.begin(case_id, own(VERIFICATION), hidden)
    with pytest.raises(CannotWrite, match="không phải tài khoản"):
        await office.begin(await office.case(), signatory="lan")
    assert (office.seen(case_id), office.entries(case_id)) == before


async def test_what_the_case_has_left_behind_is_neither_signed_nor_received(office: Office) -> None:
    case_id = await office.case()
    letter, gone = await office.approved(case_id), await office.issued(other := await office.case())
    withdraw = c.WithdrawRequest(id="r1", reason="Báo đã tự sửa")
    await _order(office, case_id, withdraw)
    with pytest.raises(CannotWrite, match="không ký văn bản này nữa"):
        await office.take(letter, s.Sign(letter.letter.document), PHAT)
    await _order(office, other, withdraw)
    with pytest.raises(WrongStage):
        await office.take(gone, s.Receive(office.now, "vận đơn"))
    spokesperson = Actor("van", Role.SPOKESPERSON)
    third = await office.issued(await office.case())
    with pytest.raises(NotYours):
        await office.take(third, s.Receive(office.now, "vận đơn"), spokesperson)
    assert office.seen(third.case_id).life.request("r1").state == "drafted"


async def _order(office: Office, case_id: str, command: c.Command) -> None:
    order = Order(command, LAN, office.seen(case_id).version, office.now, Cause(case_id))
    await act(case_id, new_id(), order, office.kit.work, the_means(new_id))


async def test_an_edit_is_printed_anew_and_throws_the_approval_away(office: Office) -> None:
    letter = await office.approved(await office.case())
    said = own(CORRECTION, harmed="Công đoàn cơ sở Công ty Ví dụ")
    edited = await office.desk.edit(letter.id, letter.version, said, office.visitor(LAN))
    assert (edited.letter.state, edited.letter.approved_by) == ("drafted", None)
    assert edited.letter.document != letter.letter.document
    assert edited.printed.facts["harmed"] == "Công đoàn cơ sở Công ty Ví dụ"
    with pytest.raises(CannotWrite, match="không đổi được"):
        await office.desk.edit(edited.id, edited.version, own(VERIFICATION), office.visitor(LAN))


async def test_what_another_template_would_print_is_not_signed(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = await office.approved(await office.case())
    again = office.press.again

    async def other(kind: Any, facts: Any, *rest: Any) -> Any:
        return await again(kind, {**facts, "harmed": "mẫu khác"}, *rest)

    monkeypatch.setattr(office.press, "again", other)
    with pytest.raises(DocumentChanged, match="duyệt lại"):
        await office.take(letter, s.Sign(letter.letter.document), PHAT)
    assert office.numbers() == []


async def test_a_unit_is_asked_by_letter_and_reminded_of_it(office: Office) -> None:
    case_id = await office.case("verifying")
    asked = await office.issued(case_id, VERIFICATION)
    await office.take(asked, s.Receive(office.now, "đã ký nhận"))
    office.now += timedelta(days=5)
    reminder = await office.signed(case_id, REMINDER)
    text = Read(await office.pages.signed(reminder)).text()
    assert "01/LĐLĐ" in text
    assert reminder.number == "02/LĐLĐ"
    assert [one.kind for one in await office.pages.of_case(case_id, 0, 9)] == ["verification", "reminder"]


async def test_a_letter_of_the_greatest_size_fits_into_a_document(office: Office) -> None:
    said = [{"quote": "sai " * 200, "truth": "đúng " * 200} for _ in range(50)]
    letter = await office.begin(await office.case(), statements=said)
    assert len(json.dumps(letter.printed.facts)) > 50_000
    assert await office.pages.letter(EVERYTHING, letter.id) == letter


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
