"""People act on cases over the API: a whole life, refusals, races, repeats, both cases of a merge."""

import asyncio
from typing import Any
from uuid import uuid4

import httpx
import pytest
from tests.house import OTHER, OWN, House
from tests.servers import LIVE

from casework.domain.life.life import Life
from casework.domain.life.parts import Finding
from casework.domain.roles import Role
from casework.http.api.app import PREFIX

pytestmark = LIVE

REASON = {"reason": "Vì có căn cứ"}


class Desk:
    """One case, and whoever acts on it; reads the case anew before each step, as a careful client does."""

    def __init__(self, case_id: str) -> None:
        self.case_id = case_id

    async def see(self, client: httpx.AsyncClient) -> dict[str, Any]:
        found: dict[str, Any] = (await client.get(f"{PREFIX}/cases/{self.case_id}")).raise_for_status().json()
        return found

    async def give(
        self, client: httpx.AsyncClient, verb: str, given: Any = None, version: int | None = None, **headers: str
    ) -> httpx.Response:
        version = version or (await self.see(client))["version"]
        path = f"{PREFIX}/cases/{self.case_id}/{verb}"
        return await client.post(path, json=given, headers={"if-match": f'"{version}"'} | headers)

    async def done(self, client: httpx.AsyncClient, verb: str, **given: Any) -> dict[str, Any]:
        answer = await self.give(client, verb, given)
        assert answer.status_code == 200, f"{verb}: {answer.text}"
        assert answer.headers["etag"] == f'"{answer.json()["version"]}"'
        found: dict[str, Any] = answer.json()
        return found


async def a_case(house: House, unit: str = OWN, level: str | None = None, **life: Any) -> Desk:
    case_id = str(uuid4())
    state = Life(life.pop("stage", "verification-requested"), level=level or "normal", **life)
    await house.add_case(case_id, unit, level, life=state)
    return Desk(case_id)


def kind(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rpartition(":")[2]


async def test_a_whole_life_by_different_people(house: House) -> None:
    watch, leader = await house.signed_in(Role.WATCH_OFFICER), await house.signed_in(Role.LEADER)
    officer, new_officer = (
        await house.signed_in(Role.UNIT_OFFICER),
        await house.signed_in(Role.UNIT_OFFICER, unit=OTHER),
    )
    desk = await a_case(house, stage="triage")
    assert (await desk.done(watch, "confirm"))["status"] == "verification-requested"
    given = await desk.done(watch, "assign", unit_id=OTHER, reason="Sai địa bàn")
    assert given["unit"]["name"] == "Công đoàn phường Sa Pa"
    assert (await officer.get(f"{PREFIX}/cases/{desk.case_id}")).status_code == 404, "no more theirs"
    await desk.done(new_officer, "acknowledge")
    found = await desk.done(new_officer, "report-finding", text="Đã đối chiếu", evidence=["biên bản 01"])
    assert found["findings"][0]["evidence"] == ["biên bản 01"]
    await desk.done(new_officer, "propose-conclusion", verdict="partly-accurate", summary="Một tháng, không phải ba")
    await desk.done(leader, "return-conclusion", reason="Thiếu bảng lương")
    proposed = await desk.done(watch, "propose-conclusion", verdict="partly-accurate", summary="Một tháng")
    assert "approve-conclusion" not in proposed["commands"]
    assert "approve-conclusion" in (await desk.see(leader))["commands"]
    approved = await desk.done(leader, "approve-conclusion")
    assert approved["conclusion"]["approved_by"] != approved["conclusion"]["proposed_by"]
    await _put_right(desk, new_officer, leader)
    await _asked_and_settled(desk, watch, house)
    closed = await desk.done(leader, "close")
    assert (closed["status"], closed["commands"]) == ("closed", ["reopen", "set-level", "link"])
    again = await desk.done(watch, "reopen", reason="Có tình tiết mới")
    assert (again["status"], again["conclusion"], len(again["earlier"])) == ("verifying", None, 1)
    lines = (await watch.get(f"{PREFIX}/cases/{desk.case_id}/timeline?limit=100")).json()["items"]
    last, told = lines[-2:]
    assert told["kind"] == "notice-requested"
    assert (last["kind"], last["role"], last["reason"]) == ("reopened", "watch-officer", "Có tình tiết mới")


async def _put_right(desk: Desk, officer: httpx.AsyncClient, leader: httpx.AsyncClient) -> None:
    planned = await desk.done(officer, "plan-action", title="Trả lương", owner="Công ty", due="2026-12-01")
    assert kind(await desk.give(leader, "close", REASON)) == (409, "still-open")
    await desk.done(officer, "complete-action", id=planned["actions"][0]["id"], proof="sao kê")


async def _asked_and_settled(desk: Desk, watch: httpx.AsyncClient, house: House) -> None:
    article = f"{desk.case_id}-p1"
    asked = {"publication_id": article, "medium": "online"}
    refused = await desk.give(watch, "open-request", asked | {"track": "correction"})
    assert kind(refused) == (422, "missing")
    assert "cơ quan có thẩm quyền" in refused.json()["detail"]
    opened = await desk.done(watch, "open-request", **asked, track="reply")
    request = {"id": opened["requests"][0]["id"]}
    sent = await desk.done(watch, "send-request", **request, letter_number="05/LĐLĐ", received_at=house.now.isoformat())
    assert {clock["about"] for clock in sent["clocks"]} >= {request["id"]}
    await desk.done(watch, "record-outcome", **request, outcome="published", proof="https://bao.example/ph")
    settled = await desk.done(watch, "settle-request", **request)
    assert settled["requests"][0]["state"] == "settled"


async def test_who_proposed_does_not_approve(house: House) -> None:
    """Even after becoming a leader: the person counts, not the role."""
    admin, leader = await house.signed_in(Role.ADMINISTRATOR), await house.signed_in(Role.LEADER)
    watch = await house.signed_in(Role.WATCH_OFFICER)
    desk = await a_case(house, stage="verifying", findings=(Finding("f", "lan", house.now, "x"),))
    await desk.done(watch, "propose-conclusion", verdict="accurate", summary="Đúng")
    me = (await watch.get(f"{PREFIX}/me")).json()["id"]
    path = f"{PREFIX}/accounts/{me}"
    tag = (await admin.get(path)).headers["etag"]
    (await admin.patch(path, json={"role": "leader"}, headers={"if-match": tag})).raise_for_status()
    assert "approve-conclusion" not in (await desk.see(watch))["commands"]
    assert kind(await desk.give(watch, "approve-conclusion")) == (403, "same-person")
    assert (await desk.done(leader, "approve-conclusion"))["status"] == "acting"


async def test_a_stale_version_is_told_what_has_changed_and_by_whom(house: House) -> None:
    watch, officer = await house.signed_in(Role.WATCH_OFFICER), await house.signed_in(Role.UNIT_OFFICER)
    desk = await a_case(house)
    await desk.done(officer, "acknowledge")
    stale = await desk.give(watch, "dismiss", REASON, version=2)
    assert (kind(stale), stale.headers["etag"]) == ((412, "stale-version"), '"3"')
    [change] = stale.json()["changes"]
    assert (change["kind"], change["role"]) == ("acknowledged", "unit-officer")
    assert kind(await watch.post(f"{PREFIX}/cases/{desk.case_id}/dismiss", json=REASON)) == (428, "if-match-missing")
    assert (await desk.see(watch))["version"] == 3


async def test_of_many_who_act_at_once_one_wins_and_the_others_are_told(house: House) -> None:
    watch, officer = await house.signed_in(Role.WATCH_OFFICER), await house.signed_in(Role.UNIT_OFFICER)
    for _ in range(3):
        desk = await a_case(house)
        answers = await asyncio.gather(
            desk.give(officer, "acknowledge", version=2),
            desk.give(watch, "dismiss", REASON, version=2),
            desk.give(watch, "report-finding", {"text": "x"}, version=2),
        )
        assert sorted(answer.status_code for answer in answers) == [200, 412, 412]
        assert (await desk.see(watch))["version"] == 3
        lost = [answer.json() for answer in answers if answer.status_code == 412]
        assert all(len(answer["changes"]) == 1 for answer in lost)


async def test_a_repeat_has_one_effect_even_if_the_kept_answer_is_lost(house: House) -> None:
    officer, desk, key = await house.signed_in(Role.UNIT_OFFICER), await a_case(house), str(uuid4())
    given = {"text": "Đã xem", "evidence": []}
    first = await desk.give(officer, "report-finding", given, 2, **{"idempotency-key": key})
    again = await desk.give(officer, "report-finding", given, 2, **{"idempotency-key": key})
    assert (first.status_code, again.json()) == (200, first.json())
    assert again.headers["idempotency-replayed"] == "true"
    await house.store.collection("answers").delete_many({})
    crashed = await desk.give(officer, "report-finding", given, 2, **{"idempotency-key": key})
    assert (crashed.status_code, crashed.json()["version"], len(crashed.json()["findings"])) == (200, 3, 1)


@pytest.mark.parametrize("verb", ["merge", "link"])
async def test_both_cases_must_be_seen_and_nothing_tells_of_the_other(house: House, verb: str) -> None:
    watch, leader = await house.signed_in(Role.WATCH_OFFICER), await house.signed_in(Role.LEADER)
    desk, hidden = await a_case(house), await a_case(house, OTHER, "confidential")
    to_hidden = await desk.give(watch, verb, REASON | {"case_id": hidden.case_id})
    to_nothing = await desk.give(watch, verb, REASON | {"case_id": (nothing := str(uuid4()))})
    assert kind(to_hidden) == kind(to_nothing) == (422, "missing")
    assert to_hidden.text.replace(hidden.case_id, "") == to_nothing.text.replace(nothing, "")
    assert (await desk.see(watch))["version"] == 2
    from_hidden = await hidden.give(watch, verb, REASON | {"case_id": desk.case_id}, version=2)
    assert kind(from_hidden) == (404, "not-found")
    assert (await desk.done(leader, verb, **REASON, case_id=hidden.case_id))["version"] == 3


async def test_a_merge_moves_both_cases_and_is_undone_in_both(house: House) -> None:
    watch, desk, home = await house.signed_in(), await a_case(house), await a_case(house, OTHER)
    merged = await desk.done(watch, "merge", **REASON, case_id=home.case_id)
    assert (merged["status"], merged["commands"]) == ("merged", ["unmerge"])
    assert (await home.see(watch))["absorbed"] == [desk.case_id]
    await desk.done(watch, "unmerge", **REASON)
    assert (await home.see(watch))["absorbed"] == []


async def test_what_becomes_confidential_on_the_way_is_as_if_it_were_not(house: House) -> None:
    """The scope is asked in the transaction, not only before it."""
    watch, desk = await house.signed_in(), await a_case(house)
    before = house.desk.give

    async def overtaken(*given: Any) -> Any:
        hidden = {"confidentiality": "confidential", "life.level": "confidential"}
        await house.store.collection("cases").update_one(
            {"_id": desk.case_id}, {"$set": hidden, "$inc": {"version": 1}}
        )
        return await before(*given)

    house.desk.give = overtaken  # type: ignore[method-assign]
    try:
        answer = await desk.give(watch, "dismiss", REASON)
    finally:
        del house.desk.give
    assert kind(answer) == (404, "not-found")
    assert "changes" not in answer.json()


@pytest.mark.parametrize(
    ("verb", "given", "told"),
    [
        ("assign", {"unit_id": "khong-co", "reason": "x"}, (422, "unknown-unit")),
        ("assign", {"unit": "cd-sa-pa"}, (422, "invalid")),
        ("dismiss", {}, (422, "missing")),
        ("close", {"reason": "x"}, (409, "wrong-stage")),
        ("report-finding", {"text": " "}, (422, "missing")),
        ("report-finding", {"text": "x" * 10_001}, (422, "invalid")),
        ("set-level", {"level": "secret", "reason": "x"}, (422, "invalid")),
        ("reopen", {"reason": "x"}, (409, "wrong-stage")),
    ],
)
async def test_what_cannot_be_is_refused_in_words_and_changes_nothing(
    house: House, verb: str, given: Any, told: tuple[int, str]
) -> None:
    leader, desk = await house.signed_in(Role.LEADER), await a_case(house)
    answer = await desk.give(leader, verb, given)
    assert kind(answer) == told
    assert answer.headers["content-type"] == "application/problem+json"
    assert (await desk.see(leader))["version"] == 2
