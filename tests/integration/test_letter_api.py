"""Letters over HTTP: from a draft to a request that counts as sent, and what a caller is told on the way."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

import httpx
import pytest_asyncio
from tests.house import House, open_house
from tests.servers import LIVE, Corner
from tests.unit.casework.correspondence.examples import CORRECTION, a_life
from tests.unit.casework.letters.papers import Read

from casework.domain.roles import Role
from casework.http.api.app import PREFIX
from casework.http.api.letter_files import Docx
from casework.store.documents import case_of

pytestmark = LIVE

WORD = Docx.media_type


@pytest_asyncio.fixture(loop_scope="session")
async def house(corner: Corner) -> AsyncIterator[House]:
    async with open_house(corner.servers.mongod.url, corner.database.name) as house:
        yield house


class Staff:
    """A case with a request to an outlet, and the three people that a letter takes."""

    def __init__(self, house: House, *clients: httpx.AsyncClient) -> None:
        self.house = house
        self.officer, self.approver, self.signer = clients

    async def letter(self, client: httpx.AsyncClient, path: str, version: int, **body: Any) -> httpx.Response:
        return await client.post(f"{PREFIX}{path}", json=body, headers={"if-match": f'"{version}"'})


async def staff(house: House, level: str | None = None) -> Staff:
    await house.add_case("case-1", level=level, life=a_life(publication_id="case-1-p1"))
    return Staff(
        house,
        await house.signed_in(Role.WATCH_OFFICER),
        await house.signed_in(Role.LEADER),
        await house.signed_in(Role.LEADER, name="phat"),
    )


def said(**changes: Any) -> dict[str, Any]:
    """The house's publications were captured without their time."""
    yesterday = datetime.now(UTC) - timedelta(days=1)
    return CORRECTION | {"published_at": yesterday.isoformat()} | changes


async def test_from_a_draft_to_a_request_that_is_sent(house: House) -> None:
    people = await staff(house)
    begun = await people.officer.post(f"{PREFIX}/cases/case-1/letters", json=said())
    assert begun.status_code == 201, begun.text
    letter = begun.json()
    one = f"/letters/{letter['id']}"
    assert (begun.headers["etag"], begun.headers["location"]) == ('"1"', f"{PREFIX}{one}")
    assert letter["to"] == ["Báo Lào Cai"]
    assert any("mức xác minh" in note for note in letter["notes"])
    assert letter["deadlines"]
    assert set(letter["may"]) == {"edit", "propose", "withdraw"}

    preview = await people.officer.get(f"{PREFIX}{one}/document")
    assert (preview.headers["content-type"], preview.headers["etag"]) == (WORD, f'"{letter["document"]}"')
    assert "Dự thảo Văn bản gửi cơ quan báo chí – Báo Lào Cai.docx" in unquote(preview.headers["content-disposition"])

    document = letter["document"]
    assert (await people.letter(people.officer, f"{one}/propose", 1)).status_code == 200
    assert (await people.letter(people.approver, f"{one}/approve", 2, document=document)).status_code == 200
    signed = await people.letter(people.signer, f"{one}/sign", 3, document=document)
    assert (signed.status_code, signed.json()["number"]) == (200, "01/LĐLĐ"), signed.text

    file = await people.officer.get(f"{PREFIX}{one}/document")
    assert "Số: 01/LĐLĐ" in Read(file.content).text()
    assert file.headers["etag"] == f'"{signed.json()["signed_document"]}"'
    name = file.headers["content-disposition"].split("filename*=UTF-8''")[1]
    assert unquote(name).endswith("số 01-LĐLĐ Văn bản gửi cơ quan báo chí – Báo Lào Cai.docx")
    assert name.isascii()
    assert "-so-01-LDLD-Van-ban-gui-co-quan-bao-chi-Bao-Lao-Cai.docx" in file.headers["content-disposition"]

    leaves = await people.letter(people.officer, f"{one}/issue", 4, document=signed.json()["signed_document"])
    assert leaves.json()["state"] == "issued"
    arrived = await people.letter(people.officer, f"{one}/receive", 5, received_at=house.now.isoformat(), proof="EH1")
    assert (arrived.status_code, arrived.json()["receipt"]["proof"]) == (200, "EH1"), arrived.text
    case = case_of(await house.store.collection("cases").find_one({"_id": "case-1"}))
    assert (case.life.request("r1").state, case.life.request("r1").letter_number) == ("sent", "01/LĐLĐ")
    assert [clock.rule_id for clock in case.clocks if clock.about == "r1"]
    page = (await people.officer.get(f"{PREFIX}/cases/case-1/letters")).json()
    assert [(row["number"], row["state"]) for row in page["items"]] == [("01/LĐLĐ", "received")]


async def test_a_stale_form_is_shown_what_happened_and_a_lost_answer_is_given_again(house: House) -> None:
    people = await staff(house)
    letter = (await people.officer.post(f"{PREFIX}/cases/case-1/letters", json=said())).json()
    one = f"/letters/{letter['id']}"
    blind = await people.officer.post(f"{PREFIX}{one}/propose")
    assert blind.status_code == 428
    key = {"if-match": '"1"', "idempotency-key": str(uuid4())}
    first = await people.officer.post(f"{PREFIX}{one}/propose", headers=key)
    again = await people.officer.post(f"{PREFIX}{one}/propose", headers=key)
    assert (first.status_code, again.json()) == (200, first.json())
    assert again.headers["idempotency-replayed"] == "true"
    stale = await people.letter(people.officer, f"{one}/withdraw", 1, reason="Soạn lại")
    assert (stale.status_code, stale.json()["changes"]) == (412, ["propose"])
    assert "phiên bản 1 sang 2" in stale.json()["detail"]
    same = await people.officer.get(f"{PREFIX}{one}", headers={"if-none-match": '"2"'})
    assert same.status_code == 304


async def test_refusals_name_what_to_do(house: House) -> None:
    people = await staff(house)
    letters = f"{PREFIX}/cases/case-1/letters"
    refused = await people.officer.post(letters, json=said(signatory="khong-co"))
    assert (refused.status_code, refused.json()["type"]) == (422, "urn:haichieu:problem:cannot-write")
    wrong = await people.officer.post(letters, json=said(statements=[{"quote": "a"}]))
    assert "truth" in wrong.json()["errors"][0]["field"]
    letter = (await people.officer.post(letters, json=said())).json()
    twice = await people.officer.post(letters, json=said())
    assert (twice.status_code, "đã có văn bản" in twice.json()["detail"]) == (422, True)
    one = f"/letters/{letter['id']}"
    await people.letter(people.approver, f"{one}/propose", 1)
    alone = await people.letter(people.approver, f"{one}/approve", 2, document=letter["document"])
    assert (alone.status_code, alone.json()["title"]) == (403, "Cần một người khác")
    other = await people.letter(people.signer, f"{one}/approve", 2, document="f" * 64)
    assert (other.status_code, other.json()["type"].rpartition(":")[2]) == (409, "document-changed")
    early = await people.letter(people.signer, f"{one}/sign", 2, document=letter["document"])
    assert early.status_code == 409
    assert (await people.officer.get(f"{PREFIX}/letters/khong-co/document")).status_code == 404


async def test_what_was_signed_and_then_changed_in_the_store_is_not_handed_out(house: House) -> None:
    people = await staff(house)
    letter = (await people.officer.post(f"{PREFIX}/cases/case-1/letters", json=said())).json()
    one = f"/letters/{letter['id']}"
    await people.letter(people.officer, f"{one}/propose", 1)
    await people.letter(people.approver, f"{one}/approve", 2, document=letter["document"])
    await people.letter(people.signer, f"{one}/sign", 3, document=letter["document"])
    await house.store.collection("signed_letters", "audit").update_one({}, {"$set": {"content": b"PK"}})
    damaged = await people.officer.get(f"{PREFIX}{one}/document")
    assert (damaged.status_code, damaged.json()["type"].rpartition(":")[2]) == (409, "document-damaged")
