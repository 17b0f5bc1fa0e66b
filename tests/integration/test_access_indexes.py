"""Every question about accounts and sessions has its index, and every index its question."""

import secrets

from tests.house import PASSWORD, House, open_house
from tests.servers import LIVE, Servers

from casework.domain.roles import Role
from casework.store.access_indexes import ACCESS_INDEXES

pytestmark = LIVE


async def a_day(house: House) -> None:
    admin = await house.signed_in(Role.ADMINISTRATOR)
    officer = await house.signed_in()
    me = (await officer.get("/api/v1/me")).json()
    change = {"old": PASSWORD, "new": "con trâu đi trước cái cày"}
    assert (await officer.post("/api/v1/me/password", json=change)).status_code == 204
    await house.entrance.accounts.by_subject("somebody")
    for path in ("/api/v1/accounts", "/api/v1/service-tokens", f"/api/v1/accounts/{me['id']}"):
        assert (await admin.get(path, params={"limit": 1})).status_code == 200
    service = await house.signed_in(Role.SERVICE)
    assert (await service.get("/api/v1/me")).status_code == 200
    async with house.stranger() as stranger:
        await stranger.post("/api/v1/login", json={"name": me["name"], "password": "sai"})
    await house.signed_in(Role.VIEWER)


async def test_every_question_has_its_index_and_every_index_its_question(servers: Servers) -> None:
    name = f"haichieu_t{secrets.token_hex(4)}"
    async with open_house(servers.mongod.url, name) as house:
        database = servers.mongo[name]
        await a_day(house)
        database.command({"profile": 2})
        await a_day(house)
        database.command({"profile": 0})
        scans = [row["ns"] for row in database["system.profile"].find({"planSummary": "COLLSCAN"})]
        assert scans == []
        unused = [
            (index.collection, used["name"])
            for index in ACCESS_INDEXES
            for used in database[index.collection].aggregate([{"$indexStats": {}}])
            if not used["accesses"]["ops"] and "expireAfterSeconds" not in used["spec"] and used["name"] != "_id_"
        ]
        assert unused == []
