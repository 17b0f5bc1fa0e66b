"""Guessing passwords gets slower and slower; the owner, at their own browser, does not notice."""

import asyncio

import httpx
from tests.house import PASSWORD, House
from tests.servers import LIVE

from casework.access.guesses import FREE_AT_PLACE, FREE_FOR_STRANGERS
from casework.http.api.app import PREFIX

pytestmark = LIVE

LOGIN = f"{PREFIX}/login"


async def attempt(client: httpx.AsyncClient, name: str, password: str = "đoán mò thôi") -> httpx.Response:
    return await client.post(LOGIN, json={"name": name, "password": password})


async def test_after_a_few_wrong_tries_the_next_must_wait_longer_each_time(house: House) -> None:
    account, waits = await house.account(), []
    async with house.stranger() as client:
        for _ in range(FREE_AT_PLACE):
            assert (await attempt(client, account.name)).status_code == 401
        for _ in range(4):
            refused = await attempt(client, account.name, PASSWORD)
            assert refused.status_code == 429, "also the right one: or the limit would tell which it is"
            waits.append(int(refused.headers["retry-after"]))
            house.later(seconds=waits[-1])
            assert (await attempt(client, account.name)).status_code == 401
        assert waits == sorted(set(waits))
        house.later(minutes=15)
        assert (await attempt(client, account.name, PASSWORD)).status_code == 200
        assert (await attempt(client, account.name)).status_code == 401, "and the count begins again"


async def test_a_stranger_cannot_lock_the_owner_out_of_their_own_browser(house: House) -> None:
    account = await house.account()
    async with house.stranger("10.0.0.1") as owner:
        await attempt(owner, account.name, PASSWORD)
        for number in range(FREE_FOR_STRANGERS + 5):
            async with house.stranger(f"10.6.{number}.1") as guesser:
                last = await attempt(guesser, account.name)
        assert last.status_code == 429, "many addresses are one crowd of strangers"
        async with house.stranger("10.0.0.1") as other_browser:
            assert (await attempt(other_browser, account.name, PASSWORD)).status_code == 429
        assert (await attempt(owner, account.name, PASSWORD)).status_code == 200


async def test_a_device_cookie_of_one_account_is_worth_nothing_for_another(house: House) -> None:
    mine, theirs = await house.account(), await house.account()
    async with house.stranger("10.0.0.2") as client:
        await attempt(client, mine.name, PASSWORD)
        for _ in range(FREE_AT_PLACE):
            await attempt(client, theirs.name)
        assert (await attempt(client, theirs.name)).status_code == 429
        assert (await attempt(client, mine.name, PASSWORD)).status_code == 200


async def test_many_tries_at_once_are_not_one(house: House) -> None:
    account = await house.account()
    async with house.stranger() as client:
        answers = await asyncio.gather(*(attempt(client, account.name) for _ in range(40)))
    looked_at = sum(answer.status_code == 401 for answer in answers)
    assert looked_at <= FREE_AT_PLACE


async def test_a_name_that_does_not_exist_answers_the_same(house: House) -> None:
    account = await house.account()
    async with house.stranger() as client:
        there, nowhere = await attempt(client, account.name), await attempt(client, "khong-co-ai")
    assert (there.status_code, there.json()) == (nowhere.status_code, nowhere.json())


async def test_what_was_typed_into_the_name_field_is_not_kept(house: House) -> None:
    async with house.stranger() as client:
        await attempt(client, "mat khau cua toi la 1234")
    rows = [row async for row in house.store.collection("guesses").find({})]
    assert "mat khau" not in str(rows)
