"""Signing in, staying in, being put out."""

import pytest
from tests.house import PASSWORD, House
from tests.servers import LIVE

from casework.domain.roles import Role
from casework.http.api.app import PREFIX

pytestmark = LIVE

LOGIN, ME = f"{PREFIX}/login", f"{PREFIX}/me"


async def test_the_cookie_is_for_the_browser_alone_and_the_database_does_not_know_it(house: House) -> None:
    account = await house.account()
    async with house.stranger() as client:
        answer = await client.post(LOGIN, json={"name": account.name.upper(), "password": PASSWORD})
        assert answer.status_code == 200
        cookies = answer.headers.get_list("set-cookie")
        for words in ("HttpOnly", "SameSite=lax", "Path=/"):
            assert all(words in cookie for cookie in cookies)
        assert not any("Secure" in cookie for cookie in cookies), "plain http, as on this machine"
        token = client.cookies["haichieu-session"]
        assert await house.store.collection("sessions").find_one({"_id": token}) is None
        rows = [row async for row in house.store.collection("sessions").find({"account_id": account.id})]
        assert len(rows) == 1
        assert token not in str(rows)
        assert (await client.get(ME)).json()["name"] == account.name


async def test_over_https_the_cookie_belongs_to_this_host_alone(house: House) -> None:
    account = await house.account()
    async with house.stranger(base="https://console.test") as client:
        answer = await client.post(LOGIN, json={"name": account.name, "password": PASSWORD})
        for cookie in answer.headers.get_list("set-cookie"):
            assert cookie.startswith("__Host-haichieu-")
            assert "Secure" in cookie
            assert "Domain" not in cookie
        assert (await client.get(ME)).status_code == 200


async def test_a_session_ends_when_idle_and_at_last_in_any_case(house: House) -> None:
    idle, busy = await house.signed_in(), await house.signed_in()
    for _ in range(13):
        assert (await busy.get(ME)).status_code == 200
        house.later(minutes=59)
    assert (await idle.get(ME)).status_code == 401
    assert (await busy.get(ME)).status_code == 401, "twelve hours are over"


async def test_logging_out_is_for_good_even_with_a_copy_of_the_cookie(house: House) -> None:
    client = await house.signed_in()
    copy = dict(client.cookies)
    assert (await client.post(f"{PREFIX}/logout")).status_code == 204
    assert "haichieu-session" not in client.cookies
    async with house.stranger() as thief:
        thief.cookies.update(copy)
        answer = await thief.get(ME)
        assert (answer.status_code, answer.json()["type"]) == (401, "urn:haichieu:problem:not-signed-in")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 204),
        ({"x-csrf-token": ""}, 403),
        ({"x-csrf-token": "0" * 64}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "same-origin", "origin": "http://console.test"}, 204),
    ],
)
async def test_another_site_cannot_make_the_browser_act(house: House, headers: dict[str, str], status: int) -> None:
    client = await house.signed_in()
    assert (await client.post(f"{PREFIX}/logout", headers=headers)).status_code == status


async def test_another_site_cannot_sign_a_browser_in_either(house: House) -> None:
    account = await house.account()
    given = {"name": account.name, "password": PASSWORD}
    async with house.stranger() as client:
        assert (await client.post(LOGIN, json=given, headers={"origin": "https://evil.example"})).status_code == 403


async def test_a_disabled_account_is_out_at_once_and_stays_out(house: House) -> None:
    client = await house.signed_in()
    me = (await client.get(ME)).json()
    await house.entrance.registry.disable("test:house", me["id"])
    assert (await client.get(ME)).status_code == 401
    async with house.stranger() as again:
        assert (await again.post(LOGIN, json={"name": me["name"], "password": PASSWORD})).status_code == 401


async def test_a_new_password_of_ones_own_ends_every_other_session(house: House) -> None:
    account = await house.account()
    here, there = house.stranger(), house.stranger()
    for client in (here, there):
        answer = await client.post(LOGIN, json={"name": account.name, "password": PASSWORD})
        client.headers["x-csrf-token"] = answer.json()["csrf_token"]
    fresh = "quả núi sau nhà màu tím"
    answer = await here.post(f"{PREFIX}/me/password", json={"old": PASSWORD, "new": fresh})
    assert answer.status_code == 204
    assert (await here.get(ME)).status_code == 200
    assert (await there.get(ME)).status_code == 401
    assert (await there.post(LOGIN, json={"name": account.name, "password": fresh})).status_code == 200


async def test_a_one_time_password_lets_in_only_to_be_replaced(house: House) -> None:
    admin = await house.signed_in(Role.ADMINISTRATOR)
    given = {"name": "nguoi-moi", "display_name": "Người Mới", "role": "viewer"}
    made = (await admin.post(f"{PREFIX}/accounts", json=given)).json()
    async with house.stranger() as client:
        answer = await client.post(LOGIN, json={"name": "nguoi-moi", "password": made["one_time_password"]})
        assert answer.json()["must_change_password"]
        client.headers["x-csrf-token"] = answer.json()["csrf_token"]
        refused = await client.get(f"{PREFIX}/cases")
        assert (refused.status_code, refused.json()["type"]) == (403, "urn:haichieu:problem:must-change-password")
        change = {"old": made["one_time_password"], "new": "con trâu đi trước cái cày"}
        assert (await client.post(f"{PREFIX}/me/password", json=change)).status_code == 204
        assert (await client.get(f"{PREFIX}/cases")).status_code == 200


async def test_what_happens_at_the_door_is_written_down_without_any_secret(house: House) -> None:
    house.trail.entries.clear()
    account = await house.account()
    async with house.stranger("10.9.9.9") as client:
        await client.post(LOGIN, json={"name": account.name, "password": "sai rồi, sai rồi"})
        answer = await client.post(LOGIN, json={"name": account.name, "password": PASSWORD})
        await client.post(f"{PREFIX}/logout", headers={"x-csrf-token": answer.json()["csrf_token"]})
    assert house.trail.actions() == ["account.added", "login.failed", "login", "logout"]
    assert house.trail.entries[1].details == {"address": "10.9.9.9"}
    for secret in (PASSWORD, "sai rồi", client.cookies.get("haichieu-device", "-")):
        assert secret not in str(house.trail.entries)
