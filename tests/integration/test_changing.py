"""Changing needs the version that was read; a stale one is shown what has changed.

Of accounts; cases have a file of their own.
"""

from typing import Any

from tests.house import OWN, House
from tests.servers import LIVE

from casework.domain.roles import Role
from casework.http.api.app import PREFIX

pytestmark = LIVE

ACCOUNTS = f"{PREFIX}/accounts"


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
