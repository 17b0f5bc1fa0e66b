"""Notices that a mail server takes: from notify, fed by the events that ask for them, against bare aiosmtplib.

The mail server is a real one in this process; whoever sends is a process of its own, in both cases with as many
connections. The clock is the server's.
"""

import asyncio
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from aiosmtpd.smtp import SMTP, Envelope, Session
from tests.bench.ground import ground, preload
from tests.bench.material import wire

from haichieu.child import Child, NotReady
from haichieu.mailroom import Mailroom
from haichieu.plan import KafkaKind
from haichieu.stack import Stack
from notify.settings import Settings
from shared.contracts.casework import NoticeRequestedV1, Recipient
from shared.ops.ids import new_id

WARM = 0.1
"""This part of the mails is left out: processes start, connections open."""
SENDER, RECIPIENT = "hai-chieu@ldld-laocai.example", "cd.xuan-hoa@laocai.example"


@dataclass(slots=True)
class Counter(Mailroom):
    """Notes when each mail was taken, under which name, and keeps one."""

    taken: list[float] = field(default_factory=list)
    names: set[bytes] = field(default_factory=set)
    one: bytes = b""

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.one = envelope.content
        self.names.add(self.one.partition(b"Message-ID: ")[2].partition(b"\r\n")[0])
        self.taken.append(time.perf_counter())
        return "250 2.0.0 taken"

    def rate(self) -> float:
        """Mails per second when warm."""
        warm = self.taken[int(len(self.taken) * WARM) :]
        return (len(warm) - 1) / (warm[-1] - warm[0])


@dataclass(frozen=True, slots=True)
class Mails:
    """Per second, of notify and of the bare client; how many of notify's came more than once."""

    ours: float
    bare: float
    repeated: int


async def measure_notices(kafka_kind: KafkaKind, number: int) -> Mails:
    async with ground(kafka_kind) as stack:
        await preload(stack.kafka, NoticeRequestedV1.TOPIC, (wire(request(count)) for count in range(number)))
        ours = await _filled(stack, stack.services["notify"], number)
        mail = stack.plan.data / "mail.eml"
        mail.write_bytes(ours.one)
        words = [str(mail), "--port", str(ours.port), "--number", str(number)]
        command = [sys.executable, "-m", "tests.bench.bare_mails", *words]
        command += ["--connections", str(Settings().smtp_connections)]
        bare = await _filled(stack, Child("bare mails", command, stack.plan.log("bare-mails"), _at_once), number)
        return Mails(ours.rate(), bare.rate(), number - len(ours.names))


async def _filled(stack: Stack, sender: Child, number: int) -> Counter:
    """A mail server that has taken so many mails of that sender."""
    room = Counter(stack.plan.ports["smtp"])
    await room.start()
    try:
        await sender.start()
        async with asyncio.timeout(60 + number / 50):
            while sender.running and len(room.taken) < number:  # noqa: ASYNC110 - the mail server tells nobody
                await asyncio.sleep(0.05)
        if len(room.taken) < number:
            raise NotReady(sender.report(f"sent {len(room.taken)} of {number} mails and ended"))
        return room
    finally:
        await sender.stop(20)
        await room.stop()


async def _at_once() -> bool:
    return True


def request(number: int) -> NoticeRequestedV1:
    """Each one about another case."""
    now = datetime.now(UTC)
    return NoticeRequestedV1(
        event_id=new_id(),
        occurred_at=now,
        subject_id=f"case-{number}",
        subject_version=1,
        correlation_id=f"journey-{number}",
        notice_id=f"notice-{number}",
        kind="verification-requested",
        recipient=Recipient(body_id="xuan-hoa", name="Công đoàn xã Xuân Hòa", address=RECIPIENT),
        case_title="Công nhân ngừng việc tại xưởng chè để đòi tiền lương của tháng trước",
        outlet_name="Nhịp Ngày",
        publication_title="Hơn hai trăm công nhân ngừng việc tại xưởng chè",
        publication_address=f"http://127.0.0.1/bench/{number}.html",
        published_at=now - timedelta(minutes=5),
        captured_at=now,
        due_at=now + timedelta(days=2),
        due_basis="mục tiêu nội bộ: xác minh trong hai ngày làm việc",
    )
