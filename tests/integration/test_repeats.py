"""Idempotency-Key: the same request again has no second effect."""

import asyncio
from typing import Any
from uuid import uuid4

import httpx
from tests.house import House
from tests.servers import LIVE

from casework.domain.roles import Role
from casework.http.api.app import PREFIX

pytestmark = LIVE

ACCOUNTS = f"{PREFIX}/accounts"


def wanted(**other: Any) -> dict[str, Any]:
    return {"name": f"n{uuid4().hex[:12]}", "display_name": "Người Mới", "role": "viewer"} | other


async def add(admin: httpx.AsyncClient, given: dict[str, Any], key: str) -> httpx.Response:
    return await admin.post(ACCOUNTS, json=given, headers={"idempotency-key": key})


async def test_the_same_key_and_body_get_the_same_answer_and_one_effect(house: House) -> None:
    admin, given, key = await house.signed_in(Role.ADMINISTRATOR), wanted(), str(uuid4())
    first, again = await add(admin, given, key), await add(admin, given, key)
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json(), "the one-time password too: the first answer may have been lost on its way"
    assert first.headers["etag"] == again.headers["etag"]
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert await house.store.collection("accounts").count_documents({"name": given["name"]}) == 1


async def test_another_body_under_the_same_key_is_refused(house: House) -> None:
    admin, key = await house.signed_in(Role.ADMINISTRATOR), str(uuid4())
    assert (await add(admin, wanted(), key)).status_code == 201
    refused = await add(admin, wanted(), key)
    assert (refused.status_code, refused.json()["type"]) == (422, "urn:haichieu:problem:idempotency-key-reused")


async def test_many_at_once_have_one_effect(house: House) -> None:
    admin, given, key = await house.signed_in(Role.ADMINISTRATOR), wanted(), str(uuid4())
    answers = await asyncio.gather(*(add(admin, given, key) for _ in range(12)))
    statuses = {answer.status_code for answer in answers}
    assert 201 in statuses
    assert statuses <= {201, 409}
    bodies = {answer.text for answer in answers if answer.status_code == 201}
    assert len(bodies) == 1
    assert await house.store.collection("accounts").count_documents({"name": given["name"]}) == 1


async def test_a_key_of_somebody_else_is_another_key(house: House) -> None:
    one, two = await house.signed_in(Role.ADMINISTRATOR), await house.signed_in(Role.ADMINISTRATOR)
    given, key = wanted(), str(uuid4())
    assert (await add(one, given, key)).status_code == 201
    assert (await add(two, given, key)).status_code == 409, "the name is taken; nothing of the first answer is told"


async def test_what_was_refused_had_no_effect_and_may_be_tried_again(house: House) -> None:
    admin, key = await house.signed_in(Role.ADMINISTRATOR), str(uuid4())
    assert (await add(admin, wanted(role="unit-officer"), key)).status_code == 422
    assert (await add(admin, wanted(), key)).status_code == 201


async def test_kept_answers_cannot_be_read_from_the_database(house: House) -> None:
    admin, given, key = await house.signed_in(Role.ADMINISTRATOR), wanted(), str(uuid4())
    password = (await add(admin, given, key)).json()["one_time_password"]
    rows = str([row async for row in house.store.collection("answers").find({})])
    assert password not in rows
    assert given["name"] not in rows
    assert key not in rows


async def test_a_request_whose_server_died_over_it_can_be_made_again(house: House) -> None:
    admin, given, key = await house.signed_in(Role.ADMINISTRATOR), wanted(), str(uuid4())
    assert (await add(admin, given, key)).status_code == 201
    await house.store.collection("answers").update_many({}, {"$set": {"body": None}})
    waiting = await add(admin, given, key)
    assert (waiting.status_code, waiting.headers["retry-after"]) == (409, "1")
    house.later(minutes=3)
    assert (await add(admin, given, key)).json()["type"] == "urn:haichieu:problem:taken", "it is worked on again"


async def test_a_key_that_others_could_hit_upon_is_refused(house: House) -> None:
    admin = await house.signed_in(Role.ADMINISTRATOR)
    assert (await add(admin, wanted(), "1")).json()["type"] == "urn:haichieu:problem:bad-idempotency-key"
