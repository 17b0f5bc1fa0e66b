"""Accounts, sign-ins and tokens in the audit trail, on the real MongoDB: hash-chained, verified, without any secret."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest
from tests.house import House
from tests.servers import LIVE, Servers

from casework.access.refusals import BadLogin, Stale
from casework.access.trail import Entry as Told
from casework.audit.bundle.verify import Demand, verify
from casework.audit.chain import beginning, head_of, read_entry
from casework.audit.entry import ACCESS, ACCOUNT, SYSTEM, TOKEN, Entry
from casework.audit_export import Wish, export_to_file
from casework.domain.roles import Role
from casework.http.api.app import PREFIX
from casework.store.anchors import Anchoring
from casework.store.audit import ENTRIES, SISTER, entry_of
from casework.store.refused import COUNTS, WINDOW, RefusedSignIns
from shared.failures import Transient

pytestmark = LIVE

TYPED = "mật khẩu gõ nhầm vào ô tên"
LOGIN = f"{PREFIX}/login"


class Always:
    async def hold(self) -> bool:
        return True


async def trail(house: House, chain: str) -> list[Entry]:
    """Every entry of a chain, each read as the verifier reads it."""
    rows = house.store.collection(ENTRIES, SISTER).find({"chain": chain}).sort("seq", 1)
    head, found = beginning(chain), [entry_of(row) async for row in rows]
    for entry in found:
        head = head_of(read_entry(entry.line(), head))
    return found


def told(entries: list[Entry]) -> list[tuple[str, str, str]]:
    return [(one.body["kind"], one.body["actor"], one.body["role"]) for one in entries]


async def test_an_accounts_whole_way_is_one_chain_with_who_did_it_in_which_role(house: House) -> None:
    admin = await house.signed_in(Role.ADMINISTRATOR, name="quan-tri-trail")
    given = {"name": "nguoi-trail", "display_name": "Người Mới", "role": "viewer"}
    made = (await admin.post(f"{PREFIX}/accounts", json=given)).raise_for_status().json()
    account, client = f"{PREFIX}/accounts/{made['id']}", house.stranger("10.9.8.7")
    answer = await client.post(LOGIN, json={"name": "nguoi-trail", "password": made["one_time_password"]})
    client.headers["x-csrf-token"] = answer.json()["csrf_token"]
    fresh = {"old": made["one_time_password"], "new": "con trâu đi trước cái cày"}
    (await client.post(f"{PREFIX}/me/password", json=fresh)).raise_for_status()
    (await client.post(f"{PREFIX}/logout")).raise_for_status()
    change = await admin.patch(account, json={"role": "spokesperson"}, headers={"if-match": '"2"'})
    assert change.status_code == 200, change.text
    entries = await trail(house, f"{ACCOUNT}{made['id']}")
    assert told(entries) == [
        ("account.added", "quan-tri-trail", "administrator"),
        ("login", "nguoi-trail", "viewer"),
        ("account.password-chosen", "nguoi-trail", "viewer"),
        ("logout", "nguoi-trail", "viewer"),
        ("account.changed", "quan-tri-trail", "administrator"),
    ]
    assert entries[-1].body["details"] == {"role": "viewer → spokesperson"}
    written = json.dumps([one.body for one in entries], ensure_ascii=False)
    for unsaid in (*fresh.values(), "10.9.8.7", "argon2", *client.cookies.values()):
        assert unsaid not in written


async def test_a_tokens_issue_and_end_are_on_record_and_its_secret_is_not(house: House) -> None:
    admin = await house.signed_in(Role.ADMINISTRATOR)
    until = (house.now + timedelta(days=30)).isoformat()
    given = {"name": "máy", "scopes": ["cases.read"], "expires_at": until}
    made = (await admin.post(f"{PREFIX}/service-tokens", json=given)).raise_for_status().json()
    (await admin.delete(f"{PREFIX}/service-tokens/{made['id']}")).raise_for_status()
    entries = await trail(house, f"{TOKEN}{made['id']}")
    assert [(one.body["kind"], one.body["role"]) for one in entries] == [
        ("token.issued", "administrator"),
        ("token.revoked", "administrator"),
    ]
    assert made["secret"] not in str([one.body for one in entries])


async def test_a_flood_of_refused_sign_ins_is_one_entry_that_tells_no_typed_name(house: House) -> None:
    await house.store.collection(COUNTS).delete_many({})
    refused, account = RefusedSignIns(house.ground.work, lambda: house.now), await house.account()
    before = len(await trail(house, ACCESS))
    desk = house.entrance.desk
    for _ in range(2):
        with pytest.raises(BadLogin):
            await desk.sign_in(account.name, "sai rồi", None, "10.0.0.99")
    tries = (desk.sign_in(f"{TYPED} {number}", "sai rồi", None, f"10.0.0.{number}") for number in range(30))
    assert {type(one) for one in await asyncio.gather(*tries, return_exceptions=True)} == {BadLogin}
    assert await refused.sweep() == 0, "its window is not over"
    house.later(seconds=WINDOW.total_seconds())
    assert sum(await asyncio.gather(*(_swept(refused) for _ in range(3)))) == 1
    entries = (await trail(house, ACCESS))[before:]
    assert [one.body["kind"] for one in entries] == ["login.refused"]
    details = entries[0].body["details"]
    assert (details["refused"], details["unknown_names"], details["accounts"]) == (32, 30, {account.id: 2})
    assert TYPED not in str(entries[0].body)
    assert "10.0.0." not in str(entries[0].body)


async def _swept(refused: RefusedSignIns) -> int:
    try:
        return await refused.sweep()
    except Transient:
        return 0


async def test_what_is_not_saved_is_not_on_record(house: House) -> None:
    account = await house.account()
    chain, accounts = f"{ACCOUNT}{account.id}", house.entrance.accounts
    before = len(await trail(house, chain))
    changed = Told(house.now, "account.changed", "test:house", f"account:{account.id}")
    with pytest.raises(Stale):
        await accounts.change(account, [changed])
    assert len(await trail(house, chain)) == before


async def test_many_browsers_of_one_account_at_once_all_come_in(house: House) -> None:
    account = await house.account()
    await asyncio.gather(*(house.entrance.desk.admit(account, None, f"10.3.0.{at}", "login") for at in range(4)))
    entries = await trail(house, f"{ACCOUNT}{account.id}")
    assert [one.body["kind"] for one in entries] == ["account.added", *["login"] * 4]


async def test_its_export_is_whole_anchored_and_itself_on_record(
    house: House, servers: Servers, tmp_path: Path
) -> None:
    account = await house.account()
    chain, output = f"{ACCOUNT}{account.id}", tmp_path / "account.zip"
    await Anchoring(house.store, Always(), lambda: house.now).drop()
    before = len(await trail(house, SYSTEM))
    manifest = await export_to_file(Wish(chain, output), servers.mongod.url, house.store.database.name)
    assert verify(output, Demand()).manifest.seal == manifest.seal
    (entry,) = (await trail(house, SYSTEM))[before:]
    assert (entry.body["kind"], entry.body["role"]) == ("audit.exported", "operator")
    assert entry.body["details"] == {"chain": chain, "seal": manifest.seal}
