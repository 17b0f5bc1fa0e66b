"""A half-year on the real database: counted from cases, frozen, written, approved, numbered, and counted anew."""

import argparse
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from ruamel.yaml import YAML
from tests.house import OTHER, OWN, House, open_house
from tests.servers import LIVE, Corner
from tests.unit.casework.correspondence.examples import CONTACT, a_life

from casework.audit.bundle.export import Order, export
from casework.audit.bundle.verify import Demand, verify
from casework.audit.chain import Head
from casework.audit.entry import report_chain, stamp
from casework.correspondence.issuing import load_issuing
from casework.domain.clocks.phrases import VIETNAM
from casework.domain.life.life import Life
from casework.domain.life.parts import Conclusion
from casework.domain.roles import Role
from casework.http.api.app import PREFIX
from casework.report_commands import add_commands
from casework.store.ledger import MongoLedger
from casework.store.letter_pages import SignedLetters
from shared.store.client import Store

pytestmark = LIVE

WORDS = {"results": "Đã xác minh đủ.", "difficulties": "Thiếu người.", "proposals": "Tập huấn."}
SAID = {"kind": "report", "signer": {"post": "Chủ tịch"}, "contact": CONTACT, **WORDS}
"""What the writer of a report says."""


@pytest_asyncio.fixture(loop_scope="session")
async def house(corner: Corner) -> AsyncIterator[House]:
    async with open_house(corner.servers.mongod.url, corner.database.name) as house:
        yield house


async def half_year(house: House) -> None:
    """Two cases of one unit, one of another, all an hour old; one was concluded since."""
    opened, at = house.now - timedelta(hours=1), house.now - timedelta(minutes=30)
    conclusion = Conclusion("partly-accurate", "Nợ một tháng.", "minh", at, "binh", at)
    await house.add_case("case-1", life=a_life(publication_id="case-1-p1", conclusion=conclusion), opened_at=opened)
    hidden = Life("verifying", level="confidential")
    await house.add_case("case-2", level="confidential", life=hidden, opened_at=opened)
    await house.add_case("case-3", OTHER, life=Life("verifying"), opened_at=opened)
    await turn(house, "case-1", "conclusion-approved", at)


async def turn(house: House, case_id: str, kind: str, at: datetime) -> None:
    """A line of the timeline after which the case stands differently."""
    row = {"_id": f"{case_id}:{kind}", "case_id": case_id, "kind": kind, "publication_id": None, "step": 9}
    await house.store.collection("timeline").insert_one(row | {"at": at, "learnt_at": at})


def today(house: House) -> str:
    return house.now.astimezone(VIETNAM).date().isoformat()


def figures(report: dict[str, Any]) -> dict[str, int]:
    return {one["key"]: one["count"] for one in report["figures"] if one["count"]}


async def head(house: House, report_id: str) -> Head:
    found = await MongoLedger(house.store).head(report_chain(report_id))
    assert found
    return found


async def frozen(client: httpx.AsyncClient, house: House, **given: Any) -> dict[str, Any]:
    answer = await client.post(f"{PREFIX}/reports", json={"day": today(house)} | given)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def step(client: httpx.AsyncClient, letter: dict[str, Any], word: str, **body: Any) -> dict[str, Any]:
    address, version = f"{PREFIX}/letters/{letter['id']}/{word}", {"if-match": f'"{letter["version"]}"'}
    answer = await client.post(address, json=body, headers=version)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_the_federation_counts_all_cases_and_a_unit_its_own(house: House) -> None:
    await half_year(house)
    officer, unit = await house.signed_in(Role.WATCH_OFFICER), await house.signed_in(Role.UNIT_OFFICER)
    whole, own = await frozen(officer, house), await frozen(unit, house)
    assert (whole["whole"], whole["unit_id"], own["whole"], own["unit_id"]) == (True, "ldld-tinh", False, OWN)
    assert {"cases": 3, "opened": 3, "partly": 1, "open": 2, "topic:wage": 3}.items() <= figures(whole).items()
    assert {"cases": 2, "partly": 1, "open": 1}.items() <= figures(own).items()
    assert (own["period_rule"], own["period_mark"], own["state"]) == ("UNIT_REPORT", "U", "draft")
    foreign = await unit.post(f"{PREFIX}/reports", json={"day": today(house), "unit_id": OTHER})
    assert foreign.status_code == 404
    assert (await unit.get(f"{PREFIX}/reports/{whole['id']}")).status_code == 404
    listed = (await unit.get(f"{PREFIX}/reports")).json()["items"]
    assert [one["id"] for one in listed] == [own["id"]]


async def test_a_figure_leads_to_the_cases_behind_it_that_the_reader_may_see(house: House) -> None:
    await half_year(house)
    officer, leader = await house.signed_in(Role.WATCH_OFFICER), await house.signed_in(Role.LEADER)
    report = await frozen(leader, house)
    address = f"{PREFIX}/reports/{report['id']}/figures/cases/cases"

    async def behind(client: httpx.AsyncClient, **asked: Any) -> list[str]:
        answer = await client.get(address, params=asked)
        return [one["case_id"] for one in answer.raise_for_status().json()["items"]]

    assert await behind(leader) == ["case-1", "case-2", "case-3"]
    assert await behind(officer) == ["case-1", "case-3"], "the confidential one is counted, and not named"
    first = (await leader.get(address, params={"limit": 2})).json()
    assert await behind(leader, limit=2, cursor=first["next"]) == ["case-3"]
    assert await behind(leader, part="year_before") == []
    assert (await leader.get(address.replace("figures/cases", "figures/khong-co"))).status_code == 404


async def test_figures_stay_as_they_were_counted_and_can_be_counted_so_again(
    house: House, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    @asynccontextmanager
    async def database() -> AsyncIterator[Store]:
        yield house.store

    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers(required=True), database)

    async def say(*words: str, code: int = 0) -> str:
        given = parser.parse_args(["report", *words])
        assert await given.verb(given) == code
        return capsysbinary.readouterr().out.decode()

    await half_year(house)
    leader = await house.signed_in(Role.LEADER)
    before = await frozen(leader, house)
    await turn(house, "case-3", "dismissed", house.now)
    house.later(minutes=10)
    assert (await leader.get(f"{PREFIX}/reports/{before['id']}")).json()["figures"] == before["figures"]
    after = await frozen(leader, house)
    assert (figures(after)["dismissed"], after["sha256"] == before["sha256"]) == (1, False)
    assert "đúng từng số" in await say("check", before["id"])
    assert json.loads((await say("list")).splitlines()[0])["whole"] is True
    assert json.loads(await say("show", before["id"]))["sha256"] == before["sha256"]
    assert (await say("show", before["id"], "--cases", "partly")).split() == ["case-1"]
    counted = json.loads(await say("count", "--day", today(house), "--unit", OTHER))
    assert (counted["unit"], figures(counted)["cases"]) == (OTHER, 1)

    await house.store.collection("report_figures").update_one(
        {"report_id": before["id"], "key": "cases", "part": "now"}, {"$set": {"count": 7}}
    )
    assert "cases, sha256" in await say("check", before["id"], code=1)


async def test_a_period_that_has_not_begun_has_nothing_to_report(house: House) -> None:
    leader = await house.signed_in(Role.LEADER)
    later = (house.now + timedelta(days=400)).date().isoformat()
    answer = await leader.post(f"{PREFIX}/reports", json={"day": later})
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:haichieu:problem:cannot-write"), answer.text


async def test_the_way_of_a_report_from_its_figures_to_a_numbered_letter(house: House, tmp_path: Path) -> None:
    await half_year(house)
    officer, approver = await house.signed_in(Role.WATCH_OFFICER), await house.signed_in(Role.LEADER)
    signer = await house.signed_in(Role.LEADER, name="phat")
    report = await frozen(officer, house)
    address = f"{PREFIX}/reports/{report['id']}/letters"
    said = SAID | {"signatory": "phat"}
    unknown = await officer.post(address, json=said)
    assert unknown.status_code == 422, "nobody invents the recipient"
    (fault,) = unknown.json()["errors"]
    assert (fault["field"], "Ghi nơi nhận báo cáo" in fault["message"]) == ("to", True)
    said |= {"to": "Tổng Liên đoàn Lao động Việt Nam"}
    begun = await officer.post(address, json=said)
    assert begun.status_code == 201, begun.text
    letter = begun.json()
    assert (letter["report_id"], letter["case_id"], letter["kind"]) == (report["id"], "", "report")
    assert letter["facts"]["figures"]["cases"] == 3
    assert any("không có trong hồ sơ" in note for note in letter["notes"])
    twice = await officer.post(address, json=said)
    assert (twice.status_code, "đã có văn bản báo cáo" in twice.text) == (422, True)

    edited = await step(officer, letter, "edit", **(said | {"results": "Đã xác minh đủ, đúng hạn."}))
    proposed = await step(officer, edited, "propose")
    document = proposed["document"]
    approved = await step(approver, proposed, "approve", document=document)
    assert (await officer.get(f"{PREFIX}/reports/{report['id']}")).json()["state"] == "approved"
    signed = await step(signer, approved, "sign", document=document)
    assert signed["number"].startswith("01/BC-LĐLĐ")
    issued = await step(officer, signed, "issue", document=signed["signed_document"])
    kept = (await officer.get(f"{PREFIX}/reports/{report['id']}")).json()
    assert (kept["state"], kept["letter_id"], kept["figures"]) == ("issued", issued["id"], report["figures"])

    path = tmp_path / "report.zip"
    with path.open("wb") as out:
        order = Order(report_chain(report["id"]), stamp(house.now))
        manifest = await export(order, MongoLedger(house.store), SignedLetters(house.store), out)
    kinds = [
        "report-drafted",
        *(f"letter-{word}" for word in ["drafted", "edited", "proposed", "approved", "signed", "issued"]),
    ]
    assert manifest.entries.count == len(kinds)
    rows = [entry.body async for entry in MongoLedger(house.store).entries(await head(house, report["id"]))]
    assert ([row["kind"] for row in rows], rows[0]["files"]) == (kinds, [report["sha256"]])
    assert f"letters/{issued['id']}.docx" in {file.path for file in verify(path, Demand()).manifest.files}


async def test_a_withdrawn_letter_leaves_the_figures_and_room_for_another(house: House) -> None:
    await half_year(house)
    officer = await house.signed_in(Role.WATCH_OFFICER)
    await house.account(Role.LEADER, name="phat")
    report = await frozen(officer, house)
    said, address = SAID | {"signatory": "phat", "to": "Tổng Liên đoàn"}, f"{PREFIX}/reports/{report['id']}/letters"
    letter = (await officer.post(address, json=said)).json()
    await step(officer, letter, "withdraw", reason="Viết lại")
    kept = (await officer.get(f"{PREFIX}/reports/{report['id']}")).json()
    assert (kept["state"], kept["letter_id"]) == ("draft", "")
    assert (await officer.post(address, json=said)).status_code == 201


async def test_a_unit_reports_under_its_own_letterhead(corner: Corner, tmp_path: Path) -> None:
    known = load_issuing().model_dump(mode="json")
    head = known["issuers"][0]["letterhead"] | {"body": ["Công đoàn phường", "Cam Đường"], "abbreviation": "CĐ"}
    known["issuers"].append(
        known["issuers"][0] | {"id": OWN, "series": "CĐ-CĐ", "letterhead": head | {"level": "unit"}}
    )
    table = tmp_path / "issuing.yaml"
    YAML(typ="safe", pure=True).dump(known, table)
    async with open_house(corner.servers.mongod.url, corner.database.name, issuing_file=table) as house:
        await half_year(house)
        unit = await house.signed_in(Role.UNIT_OFFICER)
        await house.account(Role.LEADER, name="phat")
        report = await frozen(unit, house)
        begun = await unit.post(f"{PREFIX}/reports/{report['id']}/letters", json=SAID | {"signatory": "phat"})
        assert begun.status_code == 201, begun.text
        letter = begun.json()
        assert (letter["series"], letter["to"]) == ("CĐ-CĐ", ["Liên đoàn Lao động tỉnh Lào Cai"])
        assert any("Ban Công tác công đoàn" in note for note in letter["notes"])


async def test_a_unit_without_a_letterhead_is_told_where_it_belongs(house: House) -> None:
    await half_year(house)
    unit = await house.signed_in(Role.UNIT_OFFICER)
    await house.account(Role.LEADER, name="phat")
    report = await frozen(unit, house)
    begun = await unit.post(f"{PREFIX}/reports/{report['id']}/letters", json=SAID | {"signatory": "phat"})
    assert (begun.status_code, "issuing.yaml" in begun.text) == (422, True)


async def test_the_same_question_again_freezes_nothing_more(house: House) -> None:
    await half_year(house)
    leader = await house.signed_in(Role.LEADER)
    key = {"idempotency-key": f"bao-cao-{datetime.now().timestamp()}"}
    answers = [await leader.post(f"{PREFIX}/reports", json={"day": today(house)}, headers=key) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert await house.store.collection("reports").count_documents({}) == 1
