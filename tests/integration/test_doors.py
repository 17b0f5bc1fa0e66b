"""The pages by which a person comes in and goes out, on a real database."""

import re
import secrets
from pathlib import Path

import pytest
from starlette.routing import Mount, Route
from tests.house import PASSWORD, House, open_house
from tests.servers import LIVE, Servers

from casework.domain.roles import Role
from casework.first_admin import FirstAdmin, NoPlaceForPassword
from casework.settings import Settings

pytestmark = LIVE

OPEN_PAGES = {"/dang-nhap", "/static"}


async def test_a_person_signs_in_reads_and_leaves(house: House) -> None:
    await house.add_case("door-1")
    account = await house.account()
    async with house.stranger() as client:
        turned = await client.get("/cases/door-1")
        assert (turned.status_code, turned.headers["location"]) == (303, "/dang-nhap?toi=%2Fcases%2Fdoor-1")
        form = (await client.get(turned.headers["location"])).text
        assert 'name="toi" value="/cases/door-1"' in form
        given = {"ten": account.name, "mat_khau": PASSWORD, "toi": "/cases/door-1"}
        entered = await client.post("/dang-nhap", data=given, headers={"origin": "http://console.test"})
        assert (entered.status_code, entered.headers["location"]) == (303, "/cases/door-1")
        page = await client.get("/cases/door-1")
        assert page.status_code == 200
        assert "Người Mẫu" in page.text
        csrf = re.search(r'name="csrf" value="(\w+)"', page.text)
        assert csrf is not None
        assert (await client.post("/dang-xuat", data={"csrf": "x"})).status_code == 403
        assert (await client.post("/dang-xuat", data={"csrf": csrf[1]})).headers["location"] == "/dang-nhap"
        assert (await client.get("/cases/door-1")).status_code == 303


async def test_a_wrong_password_is_said_on_the_page_and_the_name_stays(house: House) -> None:
    async with house.stranger() as client:
        page = await client.post("/dang-nhap", data={"ten": '"><script>', "mat_khau": "x", "toi": "/"})
        assert page.status_code == 401
        assert "không đúng" in page.text
        assert "<script" not in page.text
        assert 'role="alert"' in page.text


@pytest.mark.parametrize("evil", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "/a\nb"])
async def test_signing_in_never_leads_to_somebody_else(house: House, evil: str) -> None:
    account = await house.account()
    async with house.stranger() as client:
        given = {"ten": account.name, "mat_khau": PASSWORD, "toi": evil}
        assert (await client.post("/dang-nhap", data=given)).headers["location"] == "/"


async def test_a_new_password_is_chosen_on_a_page(house: House) -> None:
    client = await house.signed_in(Role.VIEWER)
    form = {"csrf": client.headers["x-csrf-token"], "cu": PASSWORD, "moi": "ngắn", "moi_lai": "ngắn"}
    assert "từ 12 đến 128" in (await client.post("/mat-khau", data=form)).text
    form |= {"moi": "mây trắng bay ngang trời", "moi_lai": "khác"}
    assert "không giống nhau" in (await client.post("/mat-khau", data=form)).text
    form |= {"cu": "sai", "moi_lai": form["moi"]}
    assert (await client.post("/mat-khau", data=form)).status_code == 401
    form |= {"cu": PASSWORD}
    assert (await client.post("/mat-khau", data=form)).status_code == 303


def every_page(house: House) -> list[str]:
    console = next(route for route in house.app.routes if isinstance(route, Mount) and not route.path)
    inner = console.app._app._app  # type: ignore[attr-defined]
    return [route.path for route in inner.routes if isinstance(route, Route | Mount)]


async def test_every_page_but_the_door_asks_who_is_there(house: House) -> None:
    paths = every_page(house)
    assert "/" in paths
    async with house.stranger() as client:
        for path in set(paths) - OPEN_PAGES:
            method = "POST" if path == "/dang-xuat" else "GET"
            answer = await client.request(method, path.replace("{case_id}", "x"))
            assert answer.status_code == 303, path
            assert answer.headers["location"].startswith("/dang-nhap"), path


async def test_a_page_may_not_be_longer_than_a_form(house: House) -> None:
    async with house.stranger() as client:
        answer = await client.post("/dang-nhap", content=b"ten=" + b"x" * 2_000_000)
        assert answer.status_code == 413
        assert "quá dài" in answer.text
        api = await client.post("/api/v1/login", content=b'"' + b"x" * 2_000_000 + b'"')
        assert (api.status_code, api.headers["content-type"]) == (413, "application/problem+json")


async def test_whoever_asks_too_often_is_told_when_to_come_again(servers: Servers) -> None:
    settings = {"requests_per_minute": 20, "sign_ins_per_minute": 4}
    async with open_house(servers.mongod.url, f"haichieu_t{secrets.token_hex(4)}", **settings) as house:
        client = await house.signed_in()
        answers = [await client.get("/api/v1/me") for _ in range(12)]
        assert [answer.status_code for answer in answers][:10] == [200] * 10
        assert answers[-1].status_code == 429
        assert 1 <= int(answers[-1].headers["retry-after"]) <= 3
        other = await house.signed_in()
        assert (await other.get("/api/v1/me")).status_code == 200, "each account has a bucket of its own"
        async with house.stranger() as stranger:
            tries = [await stranger.post("/dang-nhap", data={"ten": f"a{n}", "mat_khau": "x"}) for n in range(3)]
        assert tries[-1].status_code == 429
        assert tries[-1].headers["retry-after"]


async def test_the_first_administrator_is_made_once_and_the_password_is_in_no_log(
    servers: Servers, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    async with open_house(servers.mongod.url, f"haichieu_t{secrets.token_hex(4)}") as house:
        file = tmp_path / "once.txt"
        settings = Settings(first_admin="quan-tri", first_admin_file=file)
        for _ in range(2):
            await FirstAdmin(house.entrance.registry, house.entrance.accounts, settings).start()
        password = file.read_text("utf-8")
        assert file.stat().st_mode & 0o077 == 0
        assert password not in caplog.text
        async with house.stranger() as client:
            answer = await client.post("/api/v1/login", json={"name": "quan-tri", "password": password})
            assert answer.json()["role"] == "administrator"
            assert answer.json()["must_change_password"]


async def test_a_first_administrator_whose_password_nobody_learns_is_refused(servers: Servers) -> None:
    async with open_house(servers.mongod.url, f"haichieu_t{secrets.token_hex(4)}") as house:
        with pytest.raises(NoPlaceForPassword, match="CASEWORK_FIRST_ADMIN_FILE"):
            await FirstAdmin(house.entrance.registry, house.entrance.accounts, Settings(first_admin="x-y-z")).start()
