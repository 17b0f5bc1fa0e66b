"""The letters of a case on the real MongoDB: every step, races, and nothing half done."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from tests.integration.letter_house import BINH, EVERYTHING, LAN, PHAT, Office
from tests.servers import LIVE, Corner
from tests.unit.casework.correspondence.examples import CORRECTION, REMINDER, VERIFICATION, own
from tests.unit.casework.letters.papers import Read

from casework.correspondence import steps as s
from casework.correspondence.filed import Filed
from casework.correspondence.refusals import CannotWrite, NotThere, StaleLetter
from casework.domain.case import Order
from casework.domain.life import commands as c
from casework.domain.life.actor import Actor
from casework.domain.life.refusals import NotYours, WrongStage
from casework.domain.roles import Role
from casework.letters.refusals import DocumentChanged, SamePerson, WrongRole, WrongState
from casework.store.letters import LETTERS
from casework.testing import the_means
from casework.usecases.acting import act
from shared.cause import Cause
from shared.failures import Transient
from shared.ops.ids import new_id

pytestmark = LIVE


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
    assert office.database["proofs"].count_documents({}) == 1, "and the outlet's pages are looked at"
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


async def test_a_quotation_is_looked_for_in_what_was_captured(office: Office) -> None:
    right, wrong = ({"quote": quote, "truth": "Một tháng."} for quote in ("nợ lương ba tháng", "chết ba người"))
    letter = await office.begin(await office.case(), statements=[right, wrong])
    notes = " ".join(letter.printed.notes)
    assert "Câu trích 2 (“chết ba người”) không" in notes
    assert "Câu trích 1" not in notes


@pytest.mark.parametrize("said", [VERIFICATION, REMINDER])
async def test_nobody_writes_to_himself(office: Office, said: dict[str, Any]) -> None:
    case_id = await office.case("verifying")
    unit = office.seen(case_id).unit
    officer = Actor("minh", Role.UNIT_OFFICER, unit.id)
    with pytest.raises(CannotWrite, match="không ai gửi văn bản cho chính mình"):
        await office.desk.begin(case_id, own(said), office.visitor(officer))
    office.database["cases"].update_one({"_id": case_id}, {"$set": {"unit.name": "Liên đoàn lao động tỉnh Lào Cai"}})
    with pytest.raises(CannotWrite, match="không ai gửi văn bản cho chính mình"):
        await office.begin(case_id, said)


async def test_a_letter_of_the_greatest_size_fits_into_a_document(office: Office) -> None:
    said = [{"quote": "sai " * 200, "truth": "đúng " * 200} for _ in range(50)]
    letter = await office.begin(await office.case(), statements=said)
    assert len(json.dumps(letter.printed.facts)) > 50_000
    assert await office.pages.letter(EVERYTHING, letter.id) == letter
