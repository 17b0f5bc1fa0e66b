"""Changing needs the version that was read; a stale one is shown what has changed. Commands to cases, too."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from tests.house import OTHER, OWN, House
from tests.servers import LIVE

from casework.access.policy import Permission, Scope
from casework.access.refusals import Stale
from casework.access.who import Who
from casework.domain.roles import Role
from casework.http.api.app import PREFIX
from casework.http.api.commands import Command, CommandEndpoints
from casework.store.case_pages import CasePages

pytestmark = LIVE

ACCOUNTS = f"{PREFIX}/accounts"


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """The unit has taken notice."""

    note: str


@dataclass(frozen=True, slots=True)
class Approve:
    """A leader agrees."""

    number: int = 1


class Acting:
    """Port: Act; writes straight into the case."""

    def __init__(self, house: House) -> None:
        self._house = house
        self.seen: list[tuple[Any, ...]] = []
        self.overtaken = False

    async def __call__(
        self, case_id: str, expected_version: int, command: Any, actor: Who, scope: Scope, message_id: str
    ) -> None:
        if self.overtaken:
            raise Stale
        self.seen.append((case_id, expected_version, command, actor.role, message_id))
        await self._house.store.collection("cases").update_one({"_id": case_id}, {"$inc": {"version": 1}})


@pytest_asyncio.fixture(loop_scope="session")
async def acting(house: House) -> Acting:
    acting = Acting(house)
    commands = [
        Command("acknowledge", Acknowledge, Permission.VERIFY_CASES),
        Command("approve", Approve, Permission.APPROVE_CONCLUSIONS),
    ]
    house.with_endpoints(CommandEndpoints(acting, CasePages(house.store), commands).table())
    return acting


async def a_case(house: House, unit: str = OWN, level: str | None = None) -> str:
    case_id = str(uuid4())
    await house.add_case(case_id, unit, level)
    return case_id


async def test_a_command_is_the_body_its_version_the_etag(house: House, acting: Acting) -> None:
    officer, case_id = await house.signed_in(Role.UNIT_OFFICER), await a_case(house)
    answer = await officer.post(
        f"{PREFIX}/cases/{case_id}/acknowledge", json={"note": "đã nhận"}, headers={"if-match": '"2"'}
    )
    assert (answer.status_code, answer.json()["version"], answer.headers["etag"]) == (200, 3, '"3"')
    [(seen_id, version, command, role, _)] = acting.seen
    assert (seen_id, version, command, role) == (case_id, 2, Acknowledge("đã nhận"), Role.UNIT_OFFICER)


async def test_a_stale_form_is_shown_what_has_changed(house: House, acting: Acting) -> None:
    officer, case_id = await house.signed_in(Role.UNIT_OFFICER), await a_case(house)
    path = f"{PREFIX}/cases/{case_id}/acknowledge"
    stale = await officer.post(path, json={"note": "x"}, headers={"if-match": '"1"'})
    assert (stale.status_code, stale.json()["type"]) == (412, "urn:haichieu:problem:stale-version")
    assert [line["id"] for line in stale.json()["changes"]] == [f"{case_id}:00000002"]
    acting.overtaken = True
    raced = await officer.post(path, json={"note": "x"}, headers={"if-match": '"2"'})
    assert raced.status_code == 412, "somebody was faster between the look and the change"
    assert acting.seen == []


async def test_a_change_without_a_version_is_refused(house: House, acting: Acting) -> None:
    officer, case_id = await house.signed_in(Role.UNIT_OFFICER), await a_case(house)
    answer = await officer.post(f"{PREFIX}/cases/{case_id}/acknowledge", json={"note": "x"})
    assert (answer.status_code, answer.json()["type"]) == (428, "urn:haichieu:problem:if-match-missing")


@pytest.mark.parametrize(
    ("role", "verb", "unit", "level", "status"),
    [
        (Role.UNIT_OFFICER, "acknowledge", OWN, "restricted", 200),
        (Role.UNIT_OFFICER, "acknowledge", OTHER, None, 404),
        (Role.UNIT_OFFICER, "approve", OWN, None, 403),
        (Role.LEADER, "approve", OTHER, "confidential", 200),
        (Role.LEADER, "acknowledge", OWN, None, 403),
        (Role.VIEWER, "approve", OWN, None, 403),
        (Role.AUDITOR, "acknowledge", OWN, None, 403),
    ],
)
async def test_a_command_reaches_as_far_as_its_policy(
    house: House, acting: Acting, role: Role, verb: str, unit: str, level: str | None, status: int
) -> None:
    client, case_id = await house.signed_in(role), await a_case(house, unit, level)
    given = {"note": "x"} if verb == "acknowledge" else {}
    answer = await client.post(f"{PREFIX}/cases/{case_id}/{verb}", json=given, headers={"if-match": '"2"'})
    assert answer.status_code == status
    assert bool(acting.seen) == (status == 200)


async def test_one_key_is_one_message_for_the_use_case(house: House, acting: Acting) -> None:
    """So that its inbox absorbs the repeat even if the answer was lost in a crash."""
    officer, case_id, key = await house.signed_in(Role.UNIT_OFFICER), await a_case(house), str(uuid4())
    headers = {"if-match": '"2"', "idempotency-key": key}
    path = f"{PREFIX}/cases/{case_id}/acknowledge"
    first = await officer.post(path, json={"note": "x"}, headers=headers)
    await house.store.collection("answers").delete_many({})
    await house.store.collection("cases").update_one({"_id": case_id}, {"$set": {"version": 2}})
    await officer.post(path, json={"note": "x"}, headers=headers)
    assert first.status_code == 200
    assert len({seen[-1] for seen in acting.seen}) == 1


async def test_two_administrators_do_not_undo_each_other(house: House) -> None:
    one, two = await house.signed_in(Role.ADMINISTRATOR), await house.signed_in(Role.ADMINISTRATOR)
    path = f"{ACCOUNTS}/{(await house.account(Role.VIEWER)).id}"
    tag = (await one.get(path)).headers["etag"]
    assert (await one.patch(path, json={"role": "leader"}, headers={"if-match": tag})).status_code == 200
    late = await two.patch(path, json={"display_name": "Khác"}, headers={"if-match": tag})
    assert (late.status_code, late.headers["etag"]) == (412, '"2"')
    assert late.json()["current"]["role"] == "leader"
    for nonsense in ("*", "W/", '"x"', '"99999999999999999999"'):
        assert (await two.patch(path, json={}, headers={"if-match": nonsense})).status_code == 412


async def test_an_administrator_cannot_saw_off_the_branch(house: House) -> None:
    admin = await house.signed_in(Role.ADMINISTRATOR)
    me = (await admin.get(f"{PREFIX}/me")).json()["id"]
    for change in ({"disabled": True}, {"role": "viewer"}):
        answer = await admin.patch(f"{ACCOUNTS}/{me}", json=change, headers={"if-match": '"1"'})
        assert answer.status_code == 422
    renamed = await admin.patch(f"{ACCOUNTS}/{me}", json={"display_name": "Tôi"}, headers={"if-match": '"1"'})
    assert renamed.status_code == 200


async def test_a_unit_officer_has_a_unit_and_nobody_else_does(house: House) -> None:
    admin, account = await house.signed_in(Role.ADMINISTRATOR), await house.account(Role.VIEWER)
    path = f"{ACCOUNTS}/{account.id}"

    async def change(version: int, **given: Any) -> Any:
        return await admin.patch(path, json=given, headers={"if-match": f'"{version}"'})

    assert (await change(1, role="unit-officer")).status_code == 422
    assert (await change(1, role="unit-officer", unit_id=OWN)).json()["unit_id"] == OWN
    assert (await change(2, role="leader")).json()["unit_id"] is None
    assert (await change(3, unit_id=OWN)).status_code == 422
