"""Half-year reports on pages and as a workbook: figures, units beside one another, confidential cases as a number."""

from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import pytest_asyncio
from openpyxl import load_workbook
from tests.browser import Desk
from tests.house import OTHER, OWN, House, open_house
from tests.integration.test_reports import frozen, half_year, today
from tests.servers import LIVE, Corner

from casework.domain.roles import Role
from casework.http.api.app import PREFIX
from casework.report_commands import EVERYTHING
from casework.store.report_pages import ReportPages
from casework.store.reports import FIGURES

pytestmark = LIVE


@pytest_asyncio.fixture(loop_scope="session")
async def house(corner: Corner) -> AsyncIterator[House]:
    async with open_house(corner.servers.mongod.url, corner.database.name) as house:
        yield house


def rows_of(content: bytes, sheet: str) -> list[list[Any]]:
    return [list(row) for row in load_workbook(BytesIO(content))[sheet].iter_rows(values_only=True)]


async def test_the_federation_sees_its_units_beside_one_another_and_who_has_reported(house: House) -> None:
    await half_year(house)
    leader = await house.signed_in(Role.LEADER)
    await frozen(await house.signed_in(Role.UNIT_OFFICER), house)
    report = await frozen(leader, house)
    counted = {one["unit_id"]: one["counts"] for one in report_units(report)}
    units = {unit: (counts["cases"], counts["partly"]) for unit, counts in counted.items()}
    assert units == {OWN: (2, 1), OTHER: (1, 0)}
    again = (await leader.get(f"{PREFIX}/reports/{report['id']}")).json()
    assert {one["unit_id"]: one["report"] for one in report_units(again)} == {OWN: "draft", OTHER: ""}
    assert again["confidential"] == 1
    own = await frozen(await house.signed_in(Role.UNIT_OFFICER), house)
    assert own["units"] == []


def report_units(report: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = report["units"]
    return found


async def test_the_units_belong_to_what_is_frozen(house: House) -> None:
    await half_year(house)
    leader = await house.signed_in(Role.LEADER)
    report = await frozen(leader, house)
    stored = await house.reports.check(*await kept(house, report["id"]))
    assert stored == []
    await house.store.collection(FIGURES).update_one({"part": "units", "key": OWN}, {"$set": {"counts.cases": 9}})
    assert await house.reports.check(*await kept(house, report["id"])) == ["sha256"]


async def kept(house: House, report_id: str) -> Any:
    pages = ReportPages(house.store)
    return await pages.report(EVERYTHING, report_id), await pages.figures(report_id)


async def test_the_workbook_says_what_the_page_says(house: House) -> None:
    await half_year(house)
    await house.store.collection("cases").update_one({"_id": "case-3"}, {"$set": {"unit.name": "=CMD()"}})
    leader = await house.signed_in(Role.LEADER)
    report = await frozen(leader, house)
    answer = await leader.get(f"{PREFIX}/reports/{report['id']}/sheet")
    assert answer.headers["content-disposition"].endswith('.xlsx"')
    figures = rows_of(answer.content, "Số liệu")
    assert figures[2][0] == "1 vụ việc trong số liệu ở mức bảo mật; chỉ đếm, không nêu tên."
    told = {row[0]: row[1] for row in figures[6:]}
    assert told == {one["title"]: one["count"] for one in report["figures"]}
    assert "Công nhân bị nợ lương" not in str(figures), "no case is named"
    assert [row[0] for row in rows_of(answer.content, "Theo đơn vị")] == ["Đơn vị", "'=CMD()", f"Công đoàn {OWN}"]


async def test_a_report_is_counted_and_read_on_pages(house: House) -> None:
    await half_year(house)
    officer = Desk(await house.signed_in(Role.WATCH_OFFICER))
    assert "Chưa có báo cáo nào" in await officer.page("/bao-cao")
    wrong = await officer.fill("/bao-cao", "bao-cao", ngay="hôm qua")
    assert (wrong.status_code, "Chọn một ngày bất kỳ" in wrong.text) == (422, True)
    early = await officer.fill("/bao-cao", "bao-cao", ngay="2090-01-01")
    assert (early.status_code, "chưa có gì để báo cáo" in early.text) == (422, True)
    address = await officer.done("/bao-cao", "bao-cao", ngay=today(house))
    page = await officer.page(address)
    assert "chỉ đếm, không nêu tên" in page
    assert f"Công đoàn {OTHER}" in page
    assert rows_of((await officer.client.get(f"{address}/xlsx")).content, "Số liệu")[0][0].startswith("Báo cáo 6 tháng")
    assert "Toàn tỉnh" in await officer.page("/bao-cao")
    unit = Desk(await house.signed_in(Role.UNIT_OFFICER))
    assert await unit.status(address) == 404
    own = await unit.done("/bao-cao", "bao-cao", ngay=today(house))
    assert "Theo đơn vị" not in await unit.page(own)
    viewer = Desk(await house.signed_in(Role.VIEWER))
    assert 'id="lap"' not in await viewer.page("/bao-cao")
