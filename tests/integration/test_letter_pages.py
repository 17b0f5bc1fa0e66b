"""Letters by the console's pages: begun, read, returned, approved by another, signed, sent; and what goes wrong."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import pytest_asyncio
from tests.forms import Form, forms_of
from tests.house import House, open_house
from tests.servers import LIVE, Corner
from tests.unit.casework.correspondence.examples import a_life
from tests.unit.casework.letters.papers import Read

from casework.domain.life.life import Life
from casework.domain.roles import Role
from casework.http.api.letter_steps import VERBS, Verb
from casework.store.documents import case_of

pytestmark = LIVE

BROWSER = {"accept": "text/html", "sec-fetch-site": "same-origin", "origin": "http://console.test"}
CONTACT = {"contact.phone": "0214 000 0001", "contact.email": "cong-tac@ldld-laocai.example"}
SIGNING = {"signatory": "phat", "signer.post": "Chủ tịch", "signer.on_behalf_of": "Ban Thường vụ"} | CONTACT


@pytest_asyncio.fixture(loop_scope="session")
async def house(corner: Corner) -> AsyncIterator[House]:
    async with open_house(corner.servers.mongod.url, corner.database.name) as house:
        yield house


class Desk:
    """A person at a browser: what they see, and the forms that they fill in."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        client.headers.pop("x-csrf-token", None)
        client.headers.update(BROWSER)
        self.client = client

    async def page(self, path: str) -> str:
        return (await self.client.get(path)).raise_for_status().text

    async def form(self, path: str, word: str) -> Form:
        return forms_of(await self.page(path))[word]

    async def send(self, form: Form, **typed: str) -> httpx.Response:
        return await self.client.post(form.action.partition("#")[0], data=form.values | typed)

    async def fill(self, path: str, word: str, **typed: str) -> httpx.Response:
        return await self.send(await self.form(path, word), **typed)

    async def done(self, path: str, word: str, **typed: str) -> str:
        """The address after it."""
        answer = await self.fill(path, word, **typed)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"].partition("?")[0]


async def people(house: House) -> tuple[Desk, Desk, Desk]:
    officer, approver = await house.signed_in(Role.WATCH_OFFICER), await house.signed_in(Role.LEADER)
    return Desk(officer), Desk(approver), Desk(await house.signed_in(Role.LEADER, name="phat"))


async def acting(house: House, track: str = "reply") -> str:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    await house.add_case("case-1", life=a_life(track, publication_id="case-1-p1"))
    await house.store.collection("told").update_many({}, {"$set": {"published_at": yesterday}})
    return "/cases/case-1"


async def begun(house: House, officer: Desk) -> str:
    await house.add_case("case-2", life=Life("verifying"))
    return await officer.done("/cases/case-2/letters/verification", "verification", **SIGNING)


async def approved(officer: Desk, approver: Desk, letter: str) -> None:
    """At the second try: the first was sent back with a remark."""
    await officer.done(letter, "propose")
    assert await approver.done(letter, "return", reason="Câu trích chưa đúng từng chữ") == letter
    assert "Câu trích chưa đúng từng chữ" in await officer.page(letter)
    edit = await officer.form(f"{letter}/edit", "edit")
    assert (edit.values["signer.post"], edit.values["signatory"]) == ("Chủ tịch", "phat")
    await officer.send(edit, **{"statements.0.quote": "nợ lương ba tháng"})
    page = await officer.page(letter)
    assert "nợ lương ba tháng" in page
    assert "Câu trích đang là tên bài" not in page

    await officer.done(letter, "propose")
    await approver.done(letter, "approve")


async def sent(officer: Desk, approver: Desk, signer: Desk, letter: str) -> None:
    assert "sign" not in forms_of(await approver.page(letter)), "whose name is under it signs it"
    await signer.done(letter, "sign")
    signed = await signer.page(letter)
    assert "số 01/LĐLĐ" in signed
    assert "bản đã ký" in signed
    await officer.done(letter, "issue", how="bưu điện, EH1")


async def test_from_the_case_to_a_request_that_counts_as_sent(house: House) -> None:
    officer, approver, signer = await people(house)
    case = await acting(house)
    shown = await officer.page(case)
    assert "/cases/case-1/letters/correction?yeu-cau=r1" in shown
    assert "letters/copy" not in shown, "nothing has gone out of which there could be a copy"
    form = await officer.form(f"{case}/letters/correction?yeu-cau=r1", "correction")
    assert form.values["statements.0.truth"] == "Nợ lương một tháng, không phải ba."
    assert form.values["evidence"] == "Bảng lương tháng 10\nBiên bản làm việc"
    assert form.values["contact.name"] == "Người Mẫu"
    assert "phat" in form.options["signatory"]
    answer = await officer.send(form, **SIGNING)
    assert answer.status_code == 303, answer.text
    letter = answer.headers["location"].partition("?")[0]
    again = await officer.send(form, **SIGNING)
    assert again.headers["location"] == answer.headers["location"], "the same form twice is one letter"

    draft = await officer.page(answer.headers["location"])
    for words in ("Đã ghi: soạn văn bản", "đang soạn", "Báo Lào Cai", "Câu trích đang là tên bài", "mức xác minh"):
        assert words in draft
    assert forms_of(draft).keys() == {"dang-xuat", "propose", "withdraw"}
    preview = await officer.client.get(f"{letter}/document")
    assert "Nợ lương một tháng, không phải ba." in Read(preview.content).text()
    assert "letters/correction" not in await officer.page(case), "a request has one living letter"
    assert "đang soạn" in await officer.page(case)

    await approved(officer, approver, letter)
    await sent(officer, approver, signer, letter)
    request = await officer.page(case)
    assert "Văn bản số 01/LĐLĐ</a>: đã phát hành – Chờ nơi nhận xác nhận" in request
    assert "letters/copy?yeu-cau=r1" in request
    local = (house.now + timedelta(hours=7)).strftime("%Y-%m-%dT%H:%M")
    await officer.done(letter, "receive", received_at=local, proof="vận đơn EH1")
    last = await officer.page(letter)
    assert "vận đơn EH1" in last
    assert "không có việc nào dành cho bạn" in last
    kept = case_of(await house.store.collection("cases").find_one({"_id": "case-1"}))
    assert (kept.life.request("r1").state, kept.life.request("r1").letter_number) == ("sent", "01/LĐLĐ")
    assert "đã gửi, chờ trả lời" in await officer.page(case)


async def test_the_second_letter_of_a_case_knows_who_signed_the_first(house: House) -> None:
    officer, *_ = await people(house)
    await begun(house, officer)
    form = await officer.form("/cases/case-2/letters/verification", "verification")
    assert {name: form.values[name] for name in SIGNING} == SIGNING


async def test_nobody_approves_what_they_proposed_nor_what_they_did_not_read(house: House) -> None:
    officer, approver, _ = await people(house)
    letter = await begun(house, officer)
    form = await approver.form(letter, "propose")
    await approver.send(form)
    page = await approver.page(letter)
    assert "approve" not in forms_of(page), "the proposer is not offered to approve"
    csrf = forms_of(page)["dang-xuat"].values["csrf"]
    alone = await approver.client.post(f"{letter}/approve", data={"csrf": csrf, "version": "2", "document": "a" * 64})
    assert alone.status_code == 403
    assert "Người duyệt phải khác người trình" in alone.text
    other = Desk(await house.signed_in(Role.LEADER))
    changed = await other.fill(letter, "approve", document="a" * 64)
    assert changed.status_code == 409
    assert "Nội dung văn bản khác bản đã trình" in changed.text


async def test_a_stale_page_says_what_changed_and_keeps_what_was_typed(house: House) -> None:
    officer, approver, _ = await people(house)
    letter = await begun(house, officer)
    await officer.done(letter, "propose")
    stale = await approver.form(letter, "return")
    edit = await officer.form(f"{letter}/edit", "edit")
    await officer.send(edit, matter="Nợ lương tháng 10")
    answer = await approver.send(stale, reason="Sửa phần về việc")
    assert answer.status_code == 412
    assert "Sửa văn bản" in answer.text
    assert forms_of(answer.text)["return"].values["reason"] == "Sửa phần về việc"
    old = await officer.send(edit, matter="Nợ lương hai tháng")
    assert old.status_code == 412
    kept = forms_of(old.text)["edit"]
    assert (kept.values["matter"], kept.values["version"]) == ("Nợ lương hai tháng", "3")
    assert (await officer.send(kept)).status_code == 303


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"signatory": "ai-do"}, "không phải tài khoản đang dùng của một lãnh đạo"),
        ({"signer.post": ""}, "Thiếu trường này."),
        ({"contact.phone": ""}, "Thiếu trường này."),
        ({"signer.capacity": "KT."}, "đi cùng nhau"),
        ({"archive.copies": "0"}, "Không được nhỏ hơn 1"),
    ],
)
async def test_what_cannot_be_written_is_said_and_nothing_is_lost(
    house: House, wrong: dict[str, str], told: str
) -> None:
    officer, *_ = await people(house)
    await house.add_case("case-2", life=Life("verifying"))
    form = await officer.form("/cases/case-2/letters/verification", "verification")
    answer = await officer.send(form, **SIGNING | {"questions": "Có đúng không?\r\nAi phụ trách?"} | wrong)
    assert answer.status_code == 422
    assert told in answer.text
    again = forms_of(answer.text)["verification"]
    assert again.values["questions"].split("\n") == ["Có đúng không?", "Ai phụ trách?"]
    assert again.values["lan"] == form.values["lan"]
    assert await house.store.collection("letters").count_documents({}) == 0


async def test_a_letter_is_for_whoever_may_see_its_case_and_written_by_who_writes(house: House) -> None:
    officer, leader, _ = await people(house)
    viewer, stranger = Desk(await house.signed_in(Role.VIEWER)), Desk(house.stranger())
    letter = await begun(house, officer)
    shown = await viewer.page(letter)
    assert forms_of(shown).keys() == {"dang-xuat"}
    assert "letters/verification" not in await viewer.page("/cases/case-2")
    csrf = {"csrf": forms_of(shown)["dang-xuat"].values["csrf"], "version": "1"}
    assert (await viewer.client.post(f"{letter}/propose", data=csrf)).status_code == 403
    assert (await viewer.client.get("/cases/case-2/letters/verification")).status_code == 403
    assert (await officer.client.get("/cases/case-2/letters/report")).status_code == 404
    assert (await officer.send(await officer.form(letter, "propose"), csrf="x")).status_code == 403
    away = await stranger.client.get(letter)
    assert (away.status_code, away.headers["location"].partition("?")[0]) == (303, "/dang-nhap")
    await house.store.collection("cases").update_one({}, {"$set": {"confidentiality": "confidential"}})
    for path in (letter, f"{letter}/document", f"{letter}/edit", "/letters/khong-co"):
        assert (await officer.client.get(path)).status_code == 404
    assert (await leader.client.get(letter)).status_code == 200


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.word)
async def test_the_address_of_a_form_leads_back_to_its_page(house: House, verb: Verb) -> None:
    officer, *_ = await people(house)
    answer = await officer.client.get(f"/letters/x/{verb.word}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/letters/x")


async def test_a_correction_names_the_conclusion_of_the_competent_body(house: House) -> None:
    officer, *_ = await people(house)
    case = await acting(house, "correction")
    form = await officer.form(f"{case}/letters/correction?yeu-cau=r1", "correction")
    assert "conclusion.document" in form.required
    given = {"conclusion.document": "12/KL-TTr", "conclusion.date": "2026-11-20"}
    answer = await officer.send(form, **SIGNING | given)
    assert answer.status_code == 303, answer.text
    assert "12/KL-TTr" in await officer.page(answer.headers["location"])
    reply = await officer.form(f"{answer.headers['location'].partition('?')[0]}/edit", "edit")
    assert reply.values["conclusion.date"] == "2026-11-20"
