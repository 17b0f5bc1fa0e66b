"""The console's forms: each is offered, filled in, sent and told of; what is not taken keeps what was typed."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from tests.commands import body, ready
from tests.forms import Form, forms_of
from tests.house import House
from tests.servers import LIVE

from casework.domain.life import commands as c
from casework.domain.life.life import Life
from casework.domain.roles import Role
from casework.http.order_words import NEEDS_REASON
from casework.http.orders import VERBS, Verb

pytestmark = LIVE

BROWSER = {"accept": "text/html", "sec-fetch-site": "same-origin", "origin": "http://console.test"}


async def a_case(house: House, life: Life, other: str | None = None) -> str:
    case_id = str(uuid4())
    if other:
        await house.add_case(other, life=Life("verifying", absorbed=(case_id,)))
    await house.add_case(case_id, life=life, question="unknown", proposals=[])
    return case_id


async def page(client: httpx.AsyncClient, case_id: str) -> str:
    return (await client.get(f"/cases/{case_id}", headers=BROWSER)).raise_for_status().text


async def send(client: httpx.AsyncClient, form: Form, **typed: str) -> httpx.Response:
    path = form.action.partition("#")[0]
    return await client.post(path, data=form.values | typed, headers=BROWSER)


async def console(house: House, role: Role) -> httpx.AsyncClient:
    """As a browser: its cookie and what the form holds, no header of a program."""
    client = await house.signed_in(role)
    client.headers.pop("x-csrf-token", None)
    return client


def typed(verb: Verb, case_id: str, other: str, house: House) -> dict[str, str]:
    given = body(verb.word, case_id, other, house.now - timedelta(minutes=5))
    if "received_at" in given:
        given["received_at"] = "2026-01-05T09:30"
    return {name: "\n".join(value) if isinstance(value, tuple) else value for name, value in given.items()}


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.word)
async def test_each_form_is_offered_filled_in_and_taken(house: House, verb: Verb) -> None:
    other = str(uuid4())
    leader, case_id = await console(house, Role.LEADER), await a_case(house, ready(verb.word, "normal", other), other)
    form = forms_of(await page(leader, case_id))[verb.word]
    given = typed(verb, case_id, other, house)
    assert given.keys() | {"csrf", "version"} == form.values.keys()
    assert {f"{verb.word}-{name}" for name in given} <= form.labelled
    assert ("reason" in form.required) == (verb.kind in NEEDS_REASON)
    for name, choices in form.options.items():
        assert given[name] in choices
    answer = await send(leader, form, **given)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/cases/{case_id}?xong=3#xong"), answer.text
    told = (await leader.get(answer.headers["location"], headers=BROWSER)).text
    assert "Đã ghi: " in told
    stranger = await console(house, Role.LEADER)
    assert "Đã ghi: " not in (await stranger.get(answer.headers["location"], headers=BROWSER)).text


@pytest.mark.parametrize("kind", NEEDS_REASON, ids=lambda kind: kind.KIND)
async def test_what_needs_a_reason_is_not_taken_without(house: House, kind: type[c.Command]) -> None:
    other = str(uuid4())
    verb = next(verb for verb in VERBS if verb.kind is kind)
    leader, case_id = await console(house, Role.LEADER), await a_case(house, ready(verb.word, "normal", other), other)
    form = forms_of(await page(leader, case_id))[verb.word]
    answer = await send(leader, form, **typed(verb, case_id, other, house) | {"reason": " "})
    assert answer.status_code == 422
    assert "Thiếu lý do" in answer.text


async def test_a_stale_form_shows_what_changed_and_keeps_what_was_typed(house: House) -> None:
    watch, officer = await console(house, Role.WATCH_OFFICER), await console(house, Role.UNIT_OFFICER)
    case_id = await a_case(house, Life("verification-requested"))
    stale = forms_of(await page(watch, case_id))["report-finding"]
    await send(officer, forms_of(await page(officer, case_id))["acknowledge"])
    answer = await send(watch, stale, text="Đã gọi <công ty>\r\nhai lần", evidence="biên bản 01\r\nbiên bản 02")
    assert answer.status_code == 412
    assert "Đơn vị nhận việc" in answer.text
    assert "cán bộ đơn vị" in answer.text
    again = forms_of(answer.text)["report-finding"]
    assert again.values["text"].replace("\r\n", "\n") == "Đã gọi <công ty>\nhai lần"
    assert again.values["version"] == "3"
    assert (await watch.get(stale.action, headers=BROWSER)).headers["location"] == f"/cases/{case_id}"
    assert (await send(watch, again)).status_code == 303
    row = await house.store.collection("cases").find_one({"_id": case_id})
    assert [one["evidence"] for one in row["life"]["findings"]] == [["biên bản 01", "biên bản 02"]]


async def test_what_was_open_to_somebody_and_is_no_more_keeps_what_was_typed_too(house: House) -> None:
    watch, leader = await console(house, Role.WATCH_OFFICER), await console(house, Role.LEADER)
    case_id = await a_case(house, Life("verification-requested"))
    form = forms_of(await page(watch, case_id))["report-finding"]
    await send(leader, forms_of(await page(leader, case_id))["dismiss"], reason="Không thuộc tỉnh")
    answer = await send(watch, form, text="Một đoạn dài")
    assert answer.status_code == 412
    assert forms_of(answer.text)["report-finding"].values["text"] == "Một đoạn dài"


async def test_sent_twice_it_has_one_effect(house: House) -> None:
    officer, case_id = await console(house, Role.UNIT_OFFICER), await a_case(house, Life("verification-requested"))
    form = forms_of(await page(officer, case_id))["report-finding"]
    first, second = await send(officer, form, text="Đã xem"), await send(officer, form, text="Đã xem")
    assert first.headers["location"] == second.headers["location"]
    changed = await send(officer, form, text="Đã xem kỹ")
    assert changed.status_code == 412, "another text is another order, and the page was old"


@pytest.mark.parametrize(
    ("word", "wrong", "told"),
    [
        ("plan-action", {"title": "x", "owner": "y", "due": "31/12/2026"}, "Phải là ngày"),
        ("plan-action", {"title": "x", "owner": "y"}, "Thiếu trường này."),
        ("propose-conclusion", {"verdict": "maybe", "summary": "x"}, "Phải là một trong các mục của danh sách"),
        ("propose-conclusion", {"verdict": "accurate", "summary": "x" * 10_001}, "Quá dài"),
    ],
)
async def test_a_field_that_cannot_be_read_is_named(house: House, word: str, wrong: Any, told: str) -> None:
    watch, case_id = await console(house, Role.WATCH_OFFICER), await a_case(house, ready(word, "normal", ""))
    answer = await send(watch, forms_of(await page(watch, case_id))[word], **wrong)
    assert answer.status_code == 422
    assert told in answer.text


async def test_a_form_from_elsewhere_or_for_somebody_else_is_turned_away(house: House) -> None:
    watch, viewer = await console(house, Role.WATCH_OFFICER), await console(house, Role.VIEWER)
    case_id = await a_case(house, Life("verification-requested"))
    form = forms_of(await page(watch, case_id))["acknowledge"]
    assert (await send(watch, form, csrf="x")).status_code == 403
    shown = await page(viewer, case_id)
    assert "không có việc nào dành cho vai trò của bạn (người xem)" in shown
    assert forms_of(shown).keys() == {"dang-xuat"}
    assert (await send(viewer, form, csrf=forms_of(shown)["dang-xuat"].values["csrf"])).status_code == 403


async def test_the_other_case_may_be_named_by_its_address(house: House) -> None:
    watch, home = await console(house, Role.WATCH_OFFICER), await a_case(house, Life("verifying"))
    case_id = await a_case(house, Life("verifying"))
    form = forms_of(await page(watch, case_id))["link"]
    address = f" https://console.test/cases/{home}?bai=1#bai "
    assert (await send(watch, form, case_id=address, reason="Cùng công ty")).status_code == 303
    row = await house.store.collection("cases").find_one({"_id": case_id})
    assert row["life"]["links"][0]["case_id"] == home


async def test_who_acted_is_told_by_name_as_colleagues_know_them(house: House) -> None:
    officer = await console(house, Role.WATCH_OFFICER)
    case_id = await a_case(house, ready("report-finding", "normal", ""))
    form = forms_of(await page(officer, case_id))["report-finding"]
    await send(officer, form, text="Đã gặp công nhân.")
    told = await page(officer, case_id)
    row = await house.store.collection("timeline").find_one({"case_id": case_id, "kind": "finding-reported"})
    account = await house.store.collection("accounts").find_one({"name": row["actor"]}) if row else None
    assert account is not None
    assert f'<span class="who">{account["display_name"]} · cán bộ theo dõi báo chí</span>' in told
    assert account["name"] not in told
