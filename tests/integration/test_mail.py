"""notify against a real mail server: every accepted notice is delivered or bounced, whatever the server does."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.probe import wire
from tests.servers import LIVE, Corner, bodies, live
from tests.waiting import becomes, holds, stays

from haichieu.mailroom import Mailroom
from haichieu.ports import free_ports
from notify import app
from notify.domain import SENT, Outcome
from notify.handlers import on_notices_requested
from notify.store import MongoDesk
from notify.usecases import record_outcomes
from shared.contracts.casework import NoticeRequestedV1, Recipient
from shared.messaging import topics
from shared.messaging.arrivals import Arrival
from shared.ops.ids import new_id
from shared.ops.settings import Platform
from shared.posting import Record

pytestmark = LIVE

ADDRESS = "cd.xuan-hoa@laocai.example"


@asynccontextmanager
async def mailroom(port: int, *refusals: str) -> AsyncIterator[Mailroom]:
    room = Mailroom(port, refuse=list(refusals))
    await room.start()
    try:
        yield room
    finally:
        await room.stop()


def platform(corner: Corner) -> Platform:
    return corner.platform(mongo_database=corner.database.name)


def request(number: int = 0, address: str = ADDRESS) -> NoticeRequestedV1:
    now = datetime.now(UTC)
    return NoticeRequestedV1(
        event_id=new_id(),
        occurred_at=now,
        subject_id=f"case-{number}",
        subject_version=1,
        correlation_id="journey",
        notice_id=f"notice-{number}-{new_id()}",
        kind="verification-requested",
        recipient=Recipient(body_id="xuan-hoa", name="Công đoàn xã Xuân Hòa", address=address),
        case_title="Công nhân ngừng việc tại xưởng chè",
        outlet_name="Nhịp Ngày",
        publication_title="Công nhân ngừng việc",
        publication_address="http://nhip.example/1",
        captured_at=now,
        due_at=now + timedelta(days=2),
        due_basis="mục tiêu nội bộ",
    )


class Office:
    """notify in this process, without its consumer: requests are handed to its handler directly."""

    def __init__(self, corner: Corner, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("NOTIFY_SMTP_PORT", str(port))
        monkeypatch.setenv("NOTIFY_SMTP_TIMEOUT_SECONDS", "3")
        self.corner = corner
        self.platform = platform(corner)
        self.kit, self.service = app.build(self.platform)
        self.service.parts = [part for part in self.service.parts if type(part).__name__ != "Consumer"]
        del self.service.side_tasks["consumer watch"]
        del self.service.health.ready["assignment"]

    async def accept(self, *requests: NoticeRequestedV1) -> None:
        nowhere = Record("", 0, 0, 0, None, b"")
        handle = on_notices_requested(self.kit.work, lambda: None)
        assert len(await handle([Arrival(event, nowhere) for event in requests])) == len(requests)

    async def states(self) -> list[str]:
        return sorted(row["state"] for row in self.corner.database["notices"].find())

    async def attempts(self) -> list[str]:
        return [row["state"] for row in self.corner.database["deliveries"].find().sort("attempt")]

    def hurry(self) -> None:
        """The pause after a postponement is over."""
        self.corner.database["notices"].update_many({"state": "waiting"}, {"$set": {"due": datetime.now(UTC)}})

    def announced(self) -> list[str]:
        rows = self.corner.database["outbox"].find({"topic": "notify.delivery-changed.v1"}).sort("_id")
        return [json.loads(row["body"])["state"] for row in rows]


@pytest.fixture
def port() -> int:
    return free_ports(1)[0]


async def test_a_4xx_postpones_and_the_notice_leaves_later(
    corner: Corner, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(corner, port, monkeypatch)
    async with mailroom(port, "451 4.3.0 try again later") as room, live(office.service, office.platform):
        await office.accept(request())
        await becomes(office.attempts, ["postponed"])
        assert room.mails == []
        row = corner.database["notices"].find_one()
        assert row["due"] > datetime.now(UTC) + timedelta(seconds=10)
        assert "451" in row["last_error"]
        office.hurry()
        await becomes(office.states, ["sent"])
        assert [mail.to for mail in room.mails] == [ADDRESS]
        assert await office.attempts() == ["postponed", "sent"]
        assert office.announced() == ["sent"]


async def test_a_5xx_bounces_and_its_neighbours_leave(
    corner: Corner, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(corner, port, monkeypatch)
    async with mailroom(port, "550 5.1.1 no such person") as room, live(office.service, office.platform):
        await office.accept(request(1))
        await becomes(office.states, ["bounced"])
        await office.accept(request(2), request(3))
        await becomes(office.states, ["bounced", "sent", "sent"])
        await stays(office.states, ["bounced", "sent", "sent"], seconds=1)
        assert len(room.mails) == 2
        assert sorted(office.announced()) == ["bounced", "sent", "sent"]


async def test_a_mail_server_away_then_back(corner: Corner, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office(corner, port, monkeypatch)
    async with live(office.service, office.platform) as api:
        await office.accept(request(1), request(2))
        await becomes(office.attempts, ["postponed", "postponed"])
        assert (await api.get("/livez")).is_success
        async with mailroom(port) as room:
            office.hurry()
            await becomes(office.states, ["sent", "sent"])
            assert len(room.mails) == 2
            assert not room.repeated


async def test_a_mail_server_that_says_nothing_postpones(
    corner: Corner, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = asyncio.Event()

    async def mute(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await over.wait()
        writer.close()

    office = Office(corner, port, monkeypatch)
    async with await asyncio.start_server(mute, "127.0.0.1", port), live(office.service, office.platform):
        await office.accept(request())
        await becomes(office.attempts, ["postponed"])
        over.set()


HOSTILE = ['"', "a@", "<", "a@[", "", "@", "đ@ví.vn", "a" * 5_000 + "@b.vn", ":", ";", "\\"]


async def test_addresses_that_are_none_bounce_and_their_neighbours_leave(
    corner: Corner, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(corner, port, monkeypatch)
    async with mailroom(port) as room, live(office.service, office.platform):
        await office.accept(*[request(number, address) for number, address in enumerate(HOSTILE)], request(99))

        async def settled() -> bool:
            return set(await office.states()) <= {"sent", "bounced"}

        await holds(settled, "every notice is settled")
        sent = corner.database["notices"].find_one({"_id": {"$regex": "^notice-99-"}})
        assert sent["state"] == "sent"
        assert ADDRESS in {mail.to for mail in room.mails}


async def test_a_hostile_title_adds_no_recipient(corner: Corner, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    office, hostile = Office(corner, port, monkeypatch), "x\r\nBcc: thief@x.vn\r\n\r\nbody\x00"
    words = {"case_title": hostile, "publication_title": hostile, "outlet_name": hostile}
    async with mailroom(port) as room, live(office.service, office.platform):
        await office.accept(request().model_copy(update=words))
        await becomes(office.states, ["sent"])
        assert [mail.to for mail in room.mails] == [ADDRESS]


async def test_a_claim_that_was_taken_over_is_not_told_twice(
    corner: Corner, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(corner, port, monkeypatch)
    await office.kit.store.start()
    now = datetime.now(UTC)
    try:
        await office.accept(request())
        slow, quick = MongoDesk(office.kit.store, "slow"), MongoDesk(office.kit.store, "quick")
        [first] = await slow.claim("first", 10)
        assert await quick.reclaim(timedelta(seconds=-1)) == 1
        [second] = await quick.claim("second", 10)
        await record_outcomes([Outcome(second, SENT, now, "250")], "second", office.kit.work)
        await record_outcomes([Outcome(first, SENT, now, "250")], "first", office.kit.work)
        assert office.announced() == ["sent"]
        assert await office.states() == ["sent"]
    finally:
        await office.kit.store.stop()


async def test_a_clock_that_jumped_steals_no_live_claim_and_brings_no_pause_forward(
    corner: Corner, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(corner, port, monkeypatch)
    await office.kit.store.start()
    try:
        await office.accept(request(1))
        [_] = await MongoDesk(office.kit.store, "slow").claim("first", 10)
        monkeypatch.setattr("notify.app.system_clock", lambda: datetime.now(UTC) + timedelta(days=1))
        jumped = Office(corner, port, monkeypatch)
        async with mailroom(port, "451 4.3.0 later") as room, live(jumped.service, jumped.platform):
            await jumped.accept(request(2))
            await becomes(jumped.attempts, ["postponed"])
            due = corner.database["notices"].find_one({"_id": {"$regex": "^notice-2-"}})["due"]
            assert timedelta(seconds=5) < due - datetime.now(UTC) < timedelta(seconds=16)
            await stays(jumped.states, ["sending", "waiting"], seconds=1)
            assert room.mails == []
    finally:
        await office.kit.store.stop()


async def test_only_a_claim_older_than_the_patience_goes_back(
    corner: Corner, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(corner, port, monkeypatch)
    await office.kit.store.start()
    try:
        await office.accept(request())
        desk = MongoDesk(office.kit.store, "ours")
        [_] = await desk.claim("first", 10)
        other = MongoDesk(office.kit.store, "other")
        assert await other.reclaim(timedelta(seconds=10)) == 0
        corner.database["notices"].update_one({}, {"$set": {"claimed_at": datetime.now(UTC) - timedelta(seconds=11)}})
        assert await other.reclaim(timedelta(seconds=10)) == 1
    finally:
        await office.kit.store.stop()


class Holding(Mailroom):
    """Takes the first mail and holds its answer back."""

    taken: asyncio.Event

    async def handle_DATA(self, *arguments: Any) -> str:
        answer = await super().handle_DATA(*arguments)
        if not self.taken.is_set():
            self.taken.set()
            await asyncio.sleep(3_600)
        return answer


async def test_killed_between_acceptance_and_record_it_is_told_again_under_the_same_id(
    corner: Corner, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First a real process, from the topic to the mailbox; then the same replica again, in this process."""
    await topics.ensure(corner.platform(partitions=1))
    event, office, room = request(), Office(corner, port, monkeypatch), Holding(port)
    await corner.skip(event.TOPIC, "notify")
    room.taken = asyncio.Event()
    await room.start()
    try:
        first = corner.process("notify", "-m", "notify", "serve", platform=office.platform)
        await first.start()
        async with corner.producer() as producer:
            await producer.send_and_wait(event.TOPIC, **wire(event))
        async with asyncio.timeout(60):
            await room.taken.wait()
        await first.kill()
        assert await office.states() == ["sending"]
        async with live(office.service, office.platform):
            await becomes(office.states, ["sent"])
            await becomes(lambda: _sent(corner, event), 1)
    finally:
        await room.stop()
    assert [mail.message_id for mail in room.mails] == [room.mails[0].message_id] * 2
    assert room.mails[0].message_id.startswith(f"<{event.notice_id}@")
    assert corner.database["notices"].find_one()["unconfirmed"] is True
    assert office.announced() == ["sent"]


async def _sent(corner: Corner, event: NoticeRequestedV1) -> int:
    rows = bodies(await corner.read("notify.delivery-changed.v1"))
    return sum(row["subject_id"] == event.notice_id and row["state"] == "sent" for row in rows)
