"""The Telegram door against a stand-in of the Bot API: HTTP, JSON, and updates that stay until they are confirmed."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from tests.outlets import Outlet, page, status

from ingest.doors.accepting import accept
from ingest.doors.telegram import Channels, TelegramAway
from ingest.testing import AT, InMemoryDesk, ScriptedReader, in_memory_works
from ingest.usecases import Watch

pytestmark = [pytest.mark.integration, pytest.mark.asyncio(loop_scope="session")]

TOKEN = "42:secret-token"
PATH = f"/bot{TOKEN}/getUpdates"
ALLOWED = "timeout=0&allowed_updates=%5B%22channel_post%22%5D"
FRESH = f"{PATH}?{ALLOWED}"


def post(number: int, text: str = "Công nhân ngừng việc đòi lương.", **other: Any) -> dict[str, Any]:
    message = {"message_id": number, "date": int(AT.timestamp()), "chat": {"username": "CongDoanLaoCai"}, "text": text}
    return {"update_id": 100 + number, "channel_post": message | other}


class Stand:
    def __init__(self, outlet: Outlet) -> None:
        self.outlet = outlet
        self.box = Channels(TOKEN, {"congdoanlaocai": ("kenh-cd", "Kênh công đoàn")}, outlet.url)
        self.works = in_memory_works()
        self.watch = Watch(InMemoryDesk(self.works), self.works, ScriptedReader(), lambda: AT, 3, 4, 1.0)

    def has(self, *updates: object) -> None:
        self.outlet.pages[FRESH] = page(json.dumps({"ok": True, "result": updates}).encode(), "application/json")

    def expects(self, offset: int) -> str:
        address = f"{PATH}?offset={offset}&limit=1&{ALLOWED}"
        self.outlet.pages[address] = page(b'{"ok": true, "result": []}', "application/json")
        return address

    async def empty(self) -> list[Any]:
        things = await asyncio.to_thread(self.box.look)
        await accept([item for _, item in things], self.watch)
        await asyncio.to_thread(self.box.done, [number for number, _ in things])
        return list(self.works.tables.get("captures", {}).values())


@pytest_asyncio.fixture(loop_scope="session")
async def stand() -> AsyncIterator[Stand]:
    async with Outlet() as outlet:
        yield Stand(outlet)


async def test_a_post_becomes_a_publication_and_is_confirmed(stand: Stand) -> None:
    stand.has(post(7, author_signature="Nguyễn Văn An"))
    confirmed = stand.expects(108)
    (capture,) = await stand.empty()
    assert (capture.entry.address, capture.entry.published_at) == ("https://t.me/CongDoanLaoCai/7", AT)
    assert capture.entry.title == "Công nhân ngừng việc đòi lương."
    assert "Nguyễn" not in capture.page.body.decode()
    assert stand.outlet.asked == [FRESH, confirmed]
    assert len(await stand.empty()) == 1, "not confirmed by a kill: it comes again, and is known"


async def test_what_is_not_ours_does_not_stand_in_the_way(stand: Stand) -> None:
    other = post(8, chat={"username": "nguoi-khac"})
    stand.has(other, post(9, text=" "), {"update_id": 110}, 5, {"update_id": 111, "channel_post": []})
    confirmed = stand.expects(112)
    assert await stand.empty() == []
    assert stand.outlet.asked[-1] == confirmed


@pytest.mark.parametrize(
    "answer",
    [
        status(502),
        page(b"<html>", "text/html"),
        page(b'{"ok": false, "description": "Unauthorized"}', "application/json"),
        page(b'{"ok": true, "result": {}}', "application/json"),
        page(b"[" * 100_000, "application/json"),
    ],
)
async def test_a_server_that_refuses_is_told_without_the_token(stand: Stand, answer: Any) -> None:
    stand.outlet.pages[FRESH] = answer
    with pytest.raises(TelegramAway) as away:
        await stand.empty()
    assert TOKEN not in f"{away.value} {away.value.__cause__}"
