"""Every route of the OpenAPI document, for every role, for one's own and another unit's case at each level.

What is expected stands in authorization.tsv: a route without lines there, or a line without a route, fails. `python -m
tests.integration.test_authorization` prints the table as the service answers now: to be read, not to be believed.
"""

import asyncio
import csv
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from tests.commands import KIND_OF, ready
from tests.commands import body as body_of
from tests.document import routes
from tests.house import OTHER, OWN, PASSWORD, House, open_house
from tests.integration.letters_to_step import LETTER_BODIES, add_letter, leader, signatory
from tests.integration.report_to_read import REPORT_BODIES, add_report
from tests.servers import LIVE

from casework.access.roles import PEOPLE, Level
from casework.domain.life.life import Life
from casework.domain.roles import Role
from casework.http.api.app import PREFIX
from casework.store.documents import sighting_document
from casework.testing import a_sighting
from haichieu.mongod import Mongod
from haichieu.ports import free_ports

pytestmark = LIVE[0]
live = LIVE[1]

TABLE = Path(__file__).with_name("authorization.tsv")
CALLERS = ("anonymous", *(role.value for role in PEOPLE), Role.SERVICE.value)
TARGETS = [f"{whose} {level.value}" for whose in ("own", "other") for level in Level]
NO_TARGET = "-"
NEXT_MONTH = (datetime.now(UTC) + timedelta(days=30)).isoformat()
KNOWN, FRESH = "<an account>", "<a new name>"
BODIES: dict[str, dict[str, Any]] = {
    "POST /login": {"name": KNOWN, "password": PASSWORD},
    "POST /me/password": {"old": PASSWORD, "new": "con trâu đi trước cái cày"},
    "POST /accounts": {"name": FRESH, "display_name": "Người Mới", "role": "viewer"},
    "POST /cases": {"title": "Cuộc gọi", "says": "Nợ lương", "outlet_name": "Đường dây nóng", "medium": "phone"},
    "PATCH /accounts/{account_id}": {"display_name": "Tên Khác"},
    "POST /publications/{publication_id}/judge": {"relevant": "yes"},
    "POST /service-tokens": {"name": "máy", "scopes": ["cases.read"], "expires_at": NEXT_MONTH},
}
"""A body with which the request would succeed for whoever may make it."""
BODIES |= LETTER_BODIES | REPORT_BODIES
QUERIES = {"GET /clocks/{rule_id}/due": {"at": "2026-11-24T08:00:00+07:00"}}


def targets_of(route: str) -> list[str]:
    if "{report_id}" in route:
        return ["own normal", "other normal"]
    return TARGETS if "{case_id}" in route or "{letter_id}" in route else [NO_TARGET]


ROUTES = routes()


def expected() -> dict[tuple[str, str], dict[str, str]]:
    with TABLE.open(encoding="utf-8") as opened:
        return {(row["route"], row["case"]): row for row in csv.DictReader(opened, delimiter="\t")}


def test_the_table_and_the_document_tell_of_the_same_routes() -> None:
    assert set(expected()) == {(route, target) for route in ROUTES for target in targets_of(route)}
    assert len(ROUTES) >= 20


@live
@pytest.mark.parametrize("route", ROUTES)
async def test_each_caller_gets_what_the_table_says(house: House, route: str) -> None:
    for target in targets_of(route):
        found = {caller: await answer(house, route, target, caller) for caller in CALLERS}
        told = {caller: int(status) for caller, status in expected()[route, target].items() if caller in CALLERS}
        assert found == told, f"{route}, {target}"


@dataclass(frozen=True, slots=True)
class Ids:
    case: str
    other: str
    account: str
    name: str
    token: str
    letter: str
    report: str
    publication: str


async def answer(house: House, route: str, target: str, caller: str) -> int:
    """The status of a request that is right in every way but perhaps in who makes it."""
    method, _, path = route.partition(" ")
    ids = await _things(house, route, target)
    address = path.format(
        case_id=ids.case,
        account_id=ids.account,
        token_id=ids.token,
        letter_id=ids.letter,
        report_id=ids.report,
        publication_id=ids.publication,
        rule_id="SPK_PUBLISH",
        key="cases",
    )
    client = (
        house.stranger() if caller == "anonymous" else await house.signed_in(Role(caller), name=signatory(ids.case))
    )
    body = BODIES.get(route)
    if body and body.get("signatory"):
        body = body | {"signatory": await leader(house)}
    names = {KNOWN: ids.name, FRESH: f"n{uuid4().hex[:12]}"}
    if body and body.get("name") in names:
        body = body | {"name": names[body["name"]]}
    if (word := _word(route)) in KIND_OF:
        body = body_of(word, ids.case, ids.other, house.now, target.split()[1])
    version = 2 if "{case_id}" in route else 1
    made = await client.request(
        method, PREFIX + address, json=body, params=QUERIES.get(route), headers={"if-match": f'"{version}"'}
    )
    return made.status_code


async def _things(house: House, route: str, target: str) -> Ids:
    case_id, other = str(uuid4()), str(uuid4())
    if target != NO_TARGET:
        whose, level = target.split()
        unit = OWN if whose == "own" else OTHER
        await house.add_case(other, unit, life=Life("verifying", absorbed=(case_id,)))
        await house.add_case(case_id, unit, level, ready(_word(route), level, other), question="unknown", proposals=[])
    letter = await add_letter(house, case_id, route) if "{letter_id}" in route else ""
    report = await add_report(house, OWN if target.startswith("own") else OTHER) if "{report_id}" in route else ""
    publication = await _assessed(house) if "{publication_id}" in route else ""
    account = await house.account(Role.VIEWER)
    until = house.now + timedelta(days=30)
    token, _ = await house.entrance.tokens.issue("test:house", "máy", ["cases.read"], until)
    return Ids(case_id, other, account.id, account.name, token.id, letter, report, publication)


async def _assessed(house: House) -> str:
    sighting = a_sighting(message_id=str(uuid4()), publication_id=str(uuid4()), relevant="unsure")
    await house.store.collection("sightings").insert_one(sighting_document(sighting))
    return sighting.publication_id


def _word(route: str) -> str:
    return route.rpartition("/")[2] if "{case_id}" in route else ""


async def print_table() -> None:
    with tempfile.TemporaryDirectory() as folder:
        mongod = Mongod(Path(folder) / "data", Path(folder) / "log", port=free_ports(1)[0])
        await mongod.start()
        try:
            async with open_house(mongod.url, "table") as house:
                print("\t".join(("route", "case", *CALLERS)))
                for route in ROUTES:
                    for target in targets_of(route):
                        found = [str(await answer(house, route, target, caller)) for caller in CALLERS]
                        print("\t".join((route, target, *found)))
        finally:
            await mongod.stop()


if __name__ == "__main__":
    sys.exit(asyncio.run(print_table()))
