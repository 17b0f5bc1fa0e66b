"""When there is no page: said in Vietnamese, with what to do, and guarded like every page."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from tests.unit.casework.console import OFFICER, MemoryViews, ask, get

from casework.domain.roles import Role
from casework.testing import a_sighting
from shared.failures import Transient

BUG, AWAY = RuntimeError("a secret of ours"), Transient("MongoDB: AutoReconnect: 10.0.0.7:27017")
EVERYWHERE = [
    (MemoryViews(a_sighting()), "/", 200),
    (MemoryViews(a_sighting()), "/cases/publication-1", 200),
    (MemoryViews(), "/static/console.css", 200),
    (MemoryViews(), "/static/icon.svg", 200),
    (MemoryViews(), "/static/no-such.css", 404),
    (MemoryViews(), "/static/%2e%2e%2fconsole.py", 404),
    (MemoryViews(), "/no/such/page", 404),
    (MemoryViews(), "/cases/no-such-case", 404),
    (MemoryViews(), "/cases/no%0Asuch%0Acase", 404),
    (MemoryViews(), "/no%0Asuch/page", 404),
    (MemoryViews(failure=BUG), "/", 500),
    (MemoryViews(failure=AWAY), "/cases/x", 503),
]
PAGES = [(views, path, status) for views, path, status in EVERYWHERE if status != 200]


@pytest.mark.parametrize(("views", "path", "status"), EVERYWHERE)
async def test_every_answer_is_guarded(views: Any, path: str, status: int) -> None:
    answer = await get(views, path)
    assert answer.status_code == status
    policy = answer.headers["content-security-policy"]
    for rule in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"):
        assert rule in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["cache-control"] == ("no-cache" if path.startswith("/static/") else "no-store")


@pytest.mark.parametrize(("views", "path", "status"), PAGES)
async def test_a_failure_is_a_page_in_vietnamese_with_a_way_on(views: Any, path: str, status: int) -> None:
    page = (await get(views, path)).text
    assert '<html lang="vi">' in page
    assert "Liên đoàn Lao động" in page, "the console's own layout"
    assert 'href="/"' in page
    assert f"Mã lỗi {status}" in page
    for foreign in ("Not Found", "Internal Server Error", "Traceback", str(BUG), "10.0.0.7"):
        assert foreign not in page


@pytest.mark.parametrize(("views", "path", "status"), PAGES)
async def test_programs_get_it_as_json(views: Any, path: str, status: int) -> None:
    answer = await ask(views, path, accept="application/json")
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert (answer.status_code, body["status"]) == (status, status)
    assert "Xin" in body["detail"] or "xin" in body["detail"]
    assert str(BUG) not in answer.text
    assert "10.0.0.7" not in answer.text


@pytest.mark.parametrize("path", ["/api/v1/cases", "/livez/x", "/metrics2"])
async def test_paths_of_programs_are_answered_as_json_whatever_they_accept(path: str) -> None:
    assert (await get(MemoryViews(), path)).json()["status"] == 404


@pytest.mark.parametrize("path", ["/", "/cases/publication-1", "/cases/publication-1?bai=2", "/cases/no-such-case"])
async def test_a_stranger_is_led_to_the_door_and_back_and_learns_nothing(path: str) -> None:
    answer = await ask(MemoryViews(a_sighting()), path, who=None)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/dang-nhap" + ("" if path == "/" else f"?{urlencode({'toi': path})}")
    assert (await ask(MemoryViews(), path, who=None, accept="application/json")).status_code == 401


async def test_whoever_may_not_is_told_so() -> None:
    page = await ask(MemoryViews(), "/", who=replace(OFFICER, role=Role.SERVICE))
    assert page.status_code == 403
    assert "không có quyền xem vụ việc" in page.text
    assert page.text.count("báo người quản trị") == 1
    assert "Mai &lt;b&gt;" in page.text, "whoever is signed in keeps their name"
    assert 'aria-label="Các phần"' in page.text


async def test_a_one_time_password_opens_only_its_own_exchange() -> None:
    answer = await ask(MemoryViews(), "/", who=replace(OFFICER, must_change_password=True))
    assert (answer.status_code, answer.headers["location"]) == (303, "/mat-khau")


async def test_a_page_says_who_reads_it_and_lets_them_out() -> None:
    page = (await get(MemoryViews(), "/")).text
    assert "Mai &lt;b&gt;" in page
    assert 'value="csrf-of-the-session"' in page
    assert 'action="/dang-xuat"' in page


@pytest.mark.parametrize("path", ["/", "/cases/x", "/static/console.css"])
async def test_another_method_is_refused_and_says_so(path: str) -> None:
    answer = await ask(MemoryViews(), path, method="POST")
    assert answer.status_code == 405
    assert "Thao tác không được phép" in answer.text
    assert answer.headers["content-security-policy"]


async def test_the_methods_allowed_are_named() -> None:
    assert "GET" in (await ask(MemoryViews(), "/", method="DELETE")).headers["allow"]


async def test_while_the_database_is_away_a_reader_may_come_again(caplog: pytest.LogCaptureFixture) -> None:
    answer = await get(MemoryViews(failure=AWAY), "/")
    assert answer.headers["retry-after"] == "60"
    assert "Cơ sở dữ liệu chưa trả lời" in answer.text
    assert str(AWAY) in caplog.text, "what the reader is not told stands in the log"


async def test_a_case_that_is_not_there_is_said_without_its_code() -> None:
    page = await get(MemoryViews(), "/cases/%3Cscript%3E")
    assert page.status_code == 404
    assert "Không có vụ việc này." in page.text
    assert "script" not in page.text
