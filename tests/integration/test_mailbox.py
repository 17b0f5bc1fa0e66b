"""The mailbox door over TLS: each mail of a known sender once, the others left for people."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
import pytest_asyncio
from tests.certificates import self_signed
from tests.post_office import PostOffice

from ingest.doors.mailbox import Mailbox, MailboxAway
from ingest.doors.post import PostRounds
from ingest.metrics import IngestMetrics
from ingest.testing import AT, InMemoryDesk, ScriptedReader, in_memory_works
from ingest.usecases import Watch
from shared.ops.clock import system_clock
from shared.ops.metrics import Metrics

pytestmark = [pytest.mark.integration, pytest.mark.asyncio(loop_scope="session")]

TEXT = "Sáng nay, hơn hai trăm công nhân của một xưởng may ngừng việc vì ba tháng chưa được trả lương."


def mail(number: int, sender: str = "toasoan@bao.example", **other: str) -> bytes:
    written = EmailMessage()
    written["From"] = f"Tòa soạn <{sender}>"
    written["Subject"] = other.get("subject", "Công nhân bị nợ lương")
    written["Message-ID"] = f"<{number}@bao.example>"
    written["Date"] = "Tue, 24 Nov 2026 10:52:07 +0700"
    written.set_content(other.get("text", TEXT), subtype=other.get("subtype", "plain"))
    return written.as_bytes()


class Room:
    """A post office and the rounds to it."""

    def __init__(self, office: PostOffice, certificate: Path) -> None:
        self.office = office
        self.works = in_memory_works()
        watch = Watch(InMemoryDesk(self.works), self.works, ScriptedReader(), lambda: AT, 3, 4, 1.0)
        self.metrics = Metrics("ingest")
        self.box = Mailbox(
            "localhost",
            office.port,
            "hop-thu",
            "secret",
            {"toasoan@bao.example": ("bao-lao-cai", "Báo Lào Cai")},
            tls=ssl.create_default_context(cafile=str(certificate)),
        )
        self.rounds = PostRounds(self.box, timedelta(minutes=2), watch, IngestMetrics(self.metrics, system_clock))

    async def empty(self) -> list[str]:
        await self.rounds.do(self.box)
        return [capture.entry.title for capture in self.works.tables.get("captures", {}).values()]

    def counted(self, outcome: str) -> float | None:
        labels = {"door": "email", "outcome": outcome}
        return self.metrics.registry.get_sample_value("haichieu_door_knocks_total", labels)


@pytest_asyncio.fixture(loop_scope="session")
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    certificate = self_signed(tmp_path)
    async with PostOffice(certificate) as office:
        yield Room(office, certificate)


async def test_a_mail_becomes_a_publication_once_and_is_read_then(room: Room) -> None:
    room.office.deliver(mail(1))
    assert await room.empty() == ["Công nhân bị nợ lương"]
    assert room.office.flags[1] == {"\\Seen"}
    (capture,) = room.works.table("captures").values()
    assert (capture.text, capture.entry.published_at) == (TEXT, AT)
    assert (capture.entry.address, capture.page.body) == ("mid:1@bao.example", room.office.mails[1])
    room.office.flags[1].clear()
    assert len(await room.empty()) == 1, "taken again after a kill: the same publication"
    assert room.works.tables.get("revisit_at", {}) == {}, "nobody visits a mail"


async def test_a_strangers_mail_stays_unread_for_people_and_is_not_looked_at_again(room: Room) -> None:
    room.office.deliver(mail(1, "la@nguoi.example"), mail(2))
    assert await room.empty() == ["Công nhân bị nợ lương"]
    assert room.office.flags == {1: {"\\Flagged"}, 2: {"\\Seen"}}
    room.office.said.clear()
    await room.empty()
    assert [words for words in room.office.said if "FETCH" in words] == []


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (mail(1, text=f"<html><style>p{{}}</style><p>{TEXT}</p></html>", subtype="html"), TEXT),
        (mail(1).replace(b"utf-8", b"nonsense-9"), ""),
        (b"From: toasoan@bao.example\r\n\r\n" + "Đình công".encode(), "Đình công"),
        (b"From: toasoan@bao.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n", ""),
        (b"From: toasoan@bao.example\r\nSubject: =?utf-8?B?!!!?=\r\nDate: never\r\n\r\nx", "x"),
        (b"From: toasoan@bao.example", ""),
    ],
)
async def test_no_mail_is_stuck_however_it_is_written(room: Room, raw: bytes, text: str) -> None:
    room.office.deliver(raw)
    await room.empty()
    (capture,) = room.works.table("captures").values()
    assert text in capture.text
    assert room.office.flags[1] == {"\\Seen"}


@pytest.mark.parametrize("command", ["LOGIN", "SELECT", "UID FETCH"])
async def test_a_server_that_refuses_is_told_counted_and_asked_again(room: Room, command: str) -> None:
    room.office.deliver(mail(1))
    room.office.refuses = command
    assert await room.empty() == []
    assert (room.counted("MailboxAway"), room.office.flags[1]) == (1, set())
    room.office.refuses = ""
    assert len(await room.empty()) == 1


async def test_a_server_whose_certificate_nobody_vouches_for_is_not_told_the_password(room: Room) -> None:
    stranger = Mailbox("localhost", room.office.port, "hop-thu", "secret", {}, tls=ssl.create_default_context())
    with pytest.raises(MailboxAway, match="certificate"):
        await asyncio.to_thread(stranger.look)
    assert room.office.said == []


async def test_it_is_due_at_its_time_and_not_before(room: Room) -> None:
    assert await room.rounds.claim() is room.box
    assert (await room.rounds.claim(), await room.rounds.next_due()) == (None, AT + timedelta(minutes=2))
