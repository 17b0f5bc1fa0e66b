"""`haichieu accounts` and `haichieu service-token`, in this process, on a real database."""

import argparse
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from tests.house import House
from tests.servers import LIVE

from casework.account_commands import add_commands
from shared.store.client import Store

pytestmark = LIVE

Say = Callable[..., Any]


@pytest.fixture
def say(house: House, capsysbinary: pytest.CaptureFixture[bytes]) -> Say:
    """One command; its exit code and the JSON lines it wrote."""

    @asynccontextmanager
    async def database() -> AsyncIterator[Store]:
        yield house.store

    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers(required=True), database)

    async def run(*words: str) -> tuple[int, list[dict[str, Any]], str]:
        given = parser.parse_args(words)
        code = await given.verb(given)
        out, error = capsysbinary.readouterr()
        return code, [json.loads(line) for line in out.splitlines()], error.decode()

    return run


async def test_an_account_is_made_listed_reset_and_disabled(house: House, say: Say) -> None:
    code, [made], _ = await say("accounts", "add", "le-thi-b", "--role", "unit-officer", "--unit", "cd-sa-pa")
    assert (code, made["role"], made["unit_id"], made["must_change_password"]) == (0, "unit-officer", "cd-sa-pa", True)
    async with house.stranger() as client:
        given = {"name": "le-thi-b", "password": made["one_time_password"]}
        await house.entrance.registry.get(made["id"])
        assert (await client.post("/api/v1/login", json=given)).status_code == 200
        _, [reset], _ = await say("accounts", "reset-password", "le-thi-b")
        assert reset["one_time_password"] != made["one_time_password"]
        assert (await client.get("/api/v1/me")).status_code == 401, "the session has ended"
    _, listed, _ = await say("accounts", "list")
    assert "le-thi-b" in [row["name"] for row in listed]
    assert "argon2" not in json.dumps(listed)
    _, [disabled], _ = await say("accounts", "disable", "le-thi-b")
    assert disabled["disabled"]


async def test_what_cannot_be_is_one_line_and_exit_code_2(say: Say) -> None:
    await say("accounts", "add", "trung-ten", "--role", "viewer")
    for words, because in (
        (("add", "trung-ten", "--role", "viewer"), "đã thuộc về"),
        (("add", "Hoa Sai", "--role", "viewer"), "Tên đăng nhập gồm"),
        (("add", "khong-don-vi", "--role", "unit-officer"), "đúng một đơn vị"),
        (("disable", "khong-co"), "haichieu accounts list"),
    ):
        code, lines, error = await say("accounts", *words)
        assert (code, lines, error.count("\n")) == (2, [], 1)
        assert because in error


async def test_a_token_is_shown_once_works_and_is_revoked(house: House, say: Say) -> None:
    _, [made], _ = await say("service-token", "add", "cổng dữ liệu", "--scope", "cases.read", "--days", "30")
    async with house.stranger() as client:
        client.headers["authorization"] = f"Bearer {made['secret']}"
        assert (await client.get("/api/v1/cases")).status_code == 200
        assert (await client.get("/api/v1/bodies")).status_code == 403
        _, listed, _ = await say("service-token", "list")
        assert made["secret"] not in json.dumps(listed)
        assert made["id"] in [row["id"] for row in listed]
        assert (await say("service-token", "revoke", made["id"]))[0] == 0
        assert (await client.get("/api/v1/cases")).status_code == 401
        house.later(days=1)
    assert (await say("service-token", "revoke", made["id"]))[0] == 2
    assert (await say("service-token", "add", "x", "--scope", "cases.read", "--days", "4000"))[0] == 2
