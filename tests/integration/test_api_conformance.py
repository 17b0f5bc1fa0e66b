"""schemathesis reads the OpenAPI document and tries whatever it allows and forbids: no server error, no undocumented
answer, every answer as documented. As an administrator and as a leader; on a real database; for a bounded time."""

import asyncio
import secrets
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.document import document
from tests.house import House, open_house
from tests.servers import LIVE, Servers
from tests.waiting import holds

from casework.domain.roles import Role
from casework.http.api.app import PREFIX
from haichieu.ports import free_ports

pytestmark = LIVE[0]

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = 20
"""For each operation and caller: half a minute in all."""
ENDS_THE_SESSION = {("POST", "/logout"), ("POST", "/me/password")}


@dataclass(frozen=True, slots=True)
class Served:
    address: str
    headers: dict[str, dict[str, str]]


class Background(uvicorn.Server):
    """In a thread: signals are not its business."""

    def install_signal_handlers(self) -> None:
        """Nothing."""


async def _serve(url: str, database: str, port: int, told: list[Served], over: threading.Event) -> None:
    async with open_house(url, database) as house:
        await house.add_case("case-1")
        config = uvicorn.Config(house.app, host="127.0.0.1", port=port, log_config=None, lifespan="off")
        server = Background(config)
        task = asyncio.create_task(server._serve())
        headers = {role.value: await _headers(house, role) for role in (Role.ADMINISTRATOR, Role.LEADER)}
        await holds(lambda: _is(server.started), "the server answers")
        told.append(Served(f"http://127.0.0.1:{port}{PREFIX}", headers))
        await asyncio.to_thread(over.wait)
        server.should_exit = True
        await task


async def _is(value: bool) -> bool:
    return value


async def _headers(house: House, role: Role) -> dict[str, str]:
    client = await house.signed_in(role)
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    return {"cookie": cookie, "x-csrf-token": client.headers["x-csrf-token"]}


@pytest.fixture(scope="module")
def served(servers: Servers) -> Iterator[Served]:
    told: list[Served] = []
    over = threading.Event()
    where = servers.mongod.url, f"haichieu_t{secrets.token_hex(4)}", free_ports(1)[0]
    thread = threading.Thread(target=lambda: asyncio.run(_serve(*where, told, over)))
    thread.start()
    deadline = time.monotonic() + 30
    while not told and time.monotonic() < deadline:
        time.sleep(0.02)
    yield told[0]
    over.set()
    thread.join(20)


pytest_plugins = ("schemathesis.pytest.plugin",)
schema = schemathesis.openapi.from_dict(document())


@pytest.mark.timeout(120)
@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_one_that_the_document_announces(case: schemathesis.Case, served: Served) -> None:
    for headers in served.headers.values():
        alone = (case.method.upper(), case.path) in ENDS_THE_SESSION
        response = case.call(base_url=served.address, headers={} if alone else headers)
        case.validate_response(response, checks=CHECKS)
