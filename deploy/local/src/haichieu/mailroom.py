"""A mail server for trying things out: takes every mail in a real SMTP conversation, keeps it, delivers to nobody."""

import asyncio
import email.policy
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

SIZE_LIMIT = 10_000_000


@dataclass(frozen=True, slots=True)
class Mail:
    """One accepted mail."""

    message_id: str
    to: str
    subject: str
    at: datetime
    text: str


@dataclass(slots=True)
class Mailroom:
    """`refuse` answers the next mails with these replies instead of taking them: for rehearsing failures."""

    port: int
    folder: Path | None = None
    mails: list[Mail] = field(default_factory=list)
    refuse: list[str] = field(default_factory=list)
    _server: asyncio.Server | None = None

    async def start(self) -> None:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: SMTP(self, hostname="mailroom", data_size_limit=SIZE_LIMIT, enable_SMTPUTF8=True),
            "127.0.0.1",
            self.port,
        )

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()

    @property
    def repeated(self) -> int:
        """Mails beyond the first with the same Message-ID."""
        return sum(count - 1 for count in Counter(mail.message_id for mail in self.mails).values())

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        if self.refuse:
            return self.refuse.pop(0)
        content: Any = envelope.content or b""
        message = BytesParser(EmailMessage, policy=email.policy.default).parsebytes(content)
        body = message.get_body(("plain",))
        mail = Mail(
            str(message["Message-ID"]).strip(),
            ", ".join(envelope.rcpt_tos),
            message["Subject"],
            datetime.now(UTC),
            body.get_content() if body else "",
        )
        self.mails.append(mail)
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / f"{len(self.mails):05d}.eml").write_bytes(content)
        return "250 2.0.0 taken"
