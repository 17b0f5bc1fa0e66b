"""The pages, rendered from rows in memory: whatever an outlet writes stays text."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from tests.unit.casework.console import MemoryViews, get

from casework.http.formats import day, machine_time, number, safe_link, score, up_to, when
from casework.http.words import say
from casework.store.case_list import COUNTED
from casework.store.documents import change_document
from casework.store.waiting import Group
from casework.testing import AT, CAM_DUONG, a_sighting
from shared.cause import Cause

CASE_PAGE = "/cases/publication-1"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&{{ 7*7 }}"


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
        "Đã giao xác minh",
    ):
        assert words in page.text
    assert 'href="/cases/publication-1"' in page.text


async def test_more_that_waits_than_is_shown_has_a_link_to_all_of_it_whatever_it_waits_for() -> None:
    views, rows = MemoryViews(), [{"_id": f"c{number}", "title": "Nợ lương"} for number in range(5)]
    views.groups = [Group(code, 9, rows) for code in ("choose-unit", "triage")] + [Group("unit-ended", 5, rows)]
    page = await get(views, "/")
    assert page.text.count("Xem tất cả</a>") == 2
    assert 'href="/?cho=choose-unit#cho-choose-unit"' in page.text
    assert 'href="/?buoc=triage"' in page.text


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


async def test_the_stylesheet_is_served() -> None:
    assert (await get(MemoryViews(), "/static/console.css")).headers["content-type"].startswith("text/css")


LINE = re.compile(r'<li class="([a-z-]+)">\s*<time datetime="([^"]+)">([^<]+)</time>')


async def test_the_chain_is_in_the_order_in_which_things_happened_even_at_one_and_the_same_time() -> None:
    page = await get(MemoryViews(a_sighting()), "/cases/publication-1")
    assert [kind for kind, _, _ in LINE.findall(page.text)] == ["captured", "assessed", "opened", "notice-requested"]


async def test_every_time_of_the_chain_is_that_of_vietnam() -> None:
    page = await get(MemoryViews(a_sighting(captured_at=datetime(2026, 11, 23, 18, 5, 9, tzinfo=UTC))), CASE_PAGE)
    lines = LINE.findall(page.text)
    assert lines[0][1:] == ("2026-11-24T01:05:09+07:00", "01:05:09, 24/11/2026")
    assert {(machine, shown) for _, machine, shown in lines[1:]} == {
        ("2026-11-24T10:52:07+07:00", "10:52:07, 24/11/2026")
    }


async def test_what_was_learnt_late_stands_at_its_time_and_says_when_it_was_learnt() -> None:
    views = MemoryViews(a_sighting())
    case, told, lines = views.pages["publication-1"]
    hour = timedelta(hours=1)
    case = case.delivery_changed("sent", 2, AT + 3 * hour, "250 OK", AT + 3 * hour, Cause("j"))
    case = case.delivery_changed("bounced", 1, AT + hour, "550", AT + 4 * hour, Cause("j"))
    views.pages[case.id] = case, told, [*lines, *map(change_document, case.changes[2:])]
    page = await get(views, CASE_PAGE)
    assert [kind for kind, _, _ in LINE.findall(page.text)][-2:] == ["notice-bounced", "notice-sent"]
    assert page.text.count("hệ thống ghi nhận lúc") == 1
    assert "hệ thống ghi nhận lúc 14:52:07, 24/11/2026" in page.text
    assert '<span class="tag sent">đã gửi</span>' in page.text, "the older news has not undone the newer"


async def test_what_an_outlet_changed_is_shown_word_by_word_and_stays_text() -> None:
    views = MemoryViews(a_sighting())
    lines = views.pages["publication-1"][2]
    lines.append(lines[-1] | {"kind": "publication-edited", "before": "nợ <b>ba</b> tháng", "after": "nợ một tháng"})
    page = (await get(views, "/cases/publication-1")).text
    assert "nợ <del>&lt;b&gt;ba&lt;/b&gt;</del> <ins>một</ins> tháng" in page


async def test_scores_have_a_decimal_comma() -> None:
    page = await get(MemoryViews(a_sighting(score=0.874)), CASE_PAGE)
    assert "0,87" in page.text
    assert "0.87" not in page.text


async def test_numbers_are_grouped_and_what_was_not_counted_to_its_end_says_so() -> None:
    views = MemoryViews()
    assert "12.345" in (await get(views, "/")).text
    views.unsure = COUNTED
    assert ">10.000 bài chờ xem</a>" in (await get(views, "/")).text
    views.unsure = COUNTED + 1
    assert ">hơn 10.000 bài chờ xem</a>" in (await get(views, "/")).text


def test_numbers_are_written_as_here() -> None:
    assert [score(value) for value in (0, 0.5, 0.999, 1)] == ["0,00", "0,50", "1,00", "1,00"]
    assert [number(value) for value in (0, 999, 1_000, 1_234_567)] == ["0", "999", "1.000", "1.234.567"]
    assert [up_to(value, 1_000) for value in (0, 1_000, 1_001)] == ["0", "1.000", "hơn 1.000"]


def test_times_are_told_in_vietnam() -> None:
    moment = datetime(2026, 11, 23, 18, 5, 9, tzinfo=UTC)
    assert when(moment) == "01:05:09, 24/11/2026"
    assert day(moment) == "01:05, 24/11/2026"
    assert machine_time(moment) == "2026-11-24T01:05:09+07:00"
    assert when(None) == day(None) == "không rõ"


def test_a_code_newer_than_the_words_is_shown_as_it_is() -> None:
    assert (say("removed"), say("invented-later")) == ("đã bị gỡ", "invented-later")
