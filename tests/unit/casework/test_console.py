"""The pages, rendered from rows in memory: whatever an outlet writes stays text."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from casework.domain.case import open_case
from casework.http.console import console_routes, day, safe_link, when
from casework.http.words import say
from casework.store.documents import case_document, change_document
from casework.testing import AT, CAM_DUONG, a_sighting
from casework.views import PAGE, NoSuchCase

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&{{ 7*7 }}"


class MemoryViews:
    """What the pages ask of casework.views."""

    def __init__(self, *sightings: Any) -> None:
        self._cases = [open_case(s.publication_id, s, CAM_DUONG, AT) for s in sightings]
        self.before: str | None = None

    async def cases(self, before: str | None = None) -> Sequence[dict[str, Any]]:
        self.before = before
        return [case_document(case) for case in self._cases]

    async def case(self, case_id: str) -> tuple[dict[str, Any], Sequence[dict[str, Any]]]:
        for case in self._cases:
            if case.id == case_id:
                return case_document(case), [change_document(change) for change in case.changes]
        raise NoSuchCase(f"Không có vụ việc {case_id}.")

    async def totals(self) -> dict[str, Any]:
        return {"seen": 7, "cases": len(self._cases), "unsure": 1}


async def get(views: MemoryViews, path: str) -> httpx.Response:
    transport = httpx.ASGITransport(Starlette(routes=console_routes(views)))
    async with httpx.AsyncClient(transport=transport, base_url="http://console") as client:
        return await client.get(path)


async def test_an_empty_house_says_so() -> None:
    page = await get(MemoryViews(), "/")
    assert page.status_code == 200
    assert "Chưa có vụ việc nào" in page.text


async def test_the_first_page_lists_cases_in_the_words_of_their_readers() -> None:
    page = await get(MemoryViews(a_sighting()), "/")
    for words in (
        "Công nhân Lào Cai bị nợ lương ba tháng",
        "tiền lương",
        CAM_DUONG.name,
        "10:52, 24/11/2026",
        "chưa gửi",
    ):
        assert words in page.text
    assert 'href="/cases/publication-1"' in page.text


async def test_the_case_page_shows_the_chain_with_its_times() -> None:
    page = await get(MemoryViews(a_sighting()), "/cases/publication-1")
    for words in ("Mở vụ việc", "Yêu cầu đơn vị xác minh", "10:52:07, 24/11/2026", "mục tiêu nội bộ"):
        assert words in page.text
    assert 'href="https://bao.example/tin/1"' in page.text


@pytest.mark.parametrize("path", ["/", "/cases/p"])
async def test_whatever_an_outlet_writes_stays_text(path: str) -> None:
    sighting = a_sighting(publication_id="p", title=HOSTILE, outlet_name=HOSTILE, place_names=(HOSTILE,), topic=HOSTILE)
    page = await get(MemoryViews(sighting), path)
    assert page.status_code == 200
    assert "<script" not in page.text
    assert "<img" not in page.text
    assert "&lt;script&gt;" in page.text
    assert "{{ 7*7 }}" in page.text, "a template inside a title is not run"


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "//elsewhere.example", "", "JAVASCRIPT:x"],
)
async def test_only_http_addresses_become_links(address: str) -> None:
    assert safe_link(address) == ""
    page = await get(MemoryViews(a_sighting(address=address)), "/cases/publication-1")
    assert "avascript:" not in page.text.lower()
    assert "<strong>Báo Lào Cai</strong>" in page.text


async def test_an_address_cannot_leave_its_attribute() -> None:
    page = await get(MemoryViews(a_sighting(address='https://x.example/" onclick="alert(1)')), "/cases/publication-1")
    assert 'onclick="' not in page.text


async def test_a_case_that_is_not_there_is_a_404_that_escapes_its_name() -> None:
    page = await get(MemoryViews(), "/cases/%3Cscript%3E")
    assert page.status_code == 404
    assert "Không có vụ việc &lt;script&gt;" in page.text


async def test_pages_forbid_scripts_and_caching() -> None:
    headers = (await get(MemoryViews(), "/")).headers
    assert headers["cache-control"] == "no-store"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "script-src" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


async def test_a_full_page_leads_to_older_cases_and_a_shorter_one_does_not() -> None:
    sightings = [a_sighting(publication_id=f"case-{number:03d}") for number in range(PAGE)]
    views = MemoryViews(*sightings)
    assert f'href="/?truoc=case-{PAGE - 1:03d}"' in (await get(views, "/")).text
    assert "truoc=" not in (await get(MemoryViews(*sightings[:-1]), "/")).text
    await get(views, "/?truoc=case-007")
    assert views.before == "case-007"


async def test_the_stylesheet_is_served() -> None:
    assert (await get(MemoryViews(), "/static/console.css")).headers["content-type"].startswith("text/css")


def test_times_are_told_in_vietnam() -> None:
    moment = datetime(2026, 11, 23, 18, 5, 9, tzinfo=UTC)
    assert when(moment) == "01:05:09, 24/11/2026"
    assert day(moment) == "01:05, 24/11/2026"
    assert when(None) == day(None) == "không rõ"


def test_a_code_newer_than_the_words_is_shown_as_it_is() -> None:
    assert (say("removed"), say("invented-later")) == ("đã bị gỡ", "invented-later")
