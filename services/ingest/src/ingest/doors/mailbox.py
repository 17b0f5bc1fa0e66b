"""A mailbox to which people and outlets send articles (IMAP over TLS). imaplib and email are the standard library's.

A mail is taken, then marked as seen; if we are ended in between it is taken again and recognised by its Message-ID.
"""

import email
import email.policy
import html
import imaplib
import logging
import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any
from urllib.parse import quote

from ingest.doors.item import Item
from ingest.doors.post import BoxAway
from ingest.reading.charsets import decoded, repaired
from ingest.reading.dates import parse_date
from ingest.reading.words import sha256

log = logging.getLogger(__name__)

DOOR, MEDIUM = "email", "email"
MAILS_A_LOOK = 50
BYTES = 5_000_000
SECONDS = 30.0
_TAGS = re.compile(r"<(?:style|script)\b.*?</(?:style|script)>|<[^<>]{0,2000}>", re.IGNORECASE | re.DOTALL)


class MailboxAway(BoxAway):
    """The mail server does not answer, or refuses the account."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """`outlets` maps a sender's address, lower case, to outlet id and name. Mails of others stay unread and get a flag:
    people see them, and we do not look at them again."""

    host: str
    port: int
    user: str
    password: str
    outlets: dict[str, tuple[str, str]]
    folder: str = "INBOX"
    tls: ssl.SSLContext | None = None
    door: str = DOOR

    def look(self) -> list[tuple[str, Item]]:
        """The new mails, each with the number by which `done` knows it. Raises MailboxAway."""
        with self._opened() as box:
            read = [(number, self._item(_bytes(box, number))) for number in _numbers(box)[:MAILS_A_LOOK]]
            if strangers := [number for number, item in read if item is None]:
                _asked(box.uid("STORE", ",".join(strangers), "+FLAGS", r"(\Flagged)"))
                log.warning("mails of strangers", extra={"action": "mailbox.strangers", "count": len(strangers)})
        return [(number, item) for number, item in read if item is not None]

    def done(self, numbers: Sequence[str]) -> None:
        """Raises MailboxAway."""
        if numbers:
            with self._opened() as box:
                _asked(box.uid("STORE", ",".join(numbers), "+FLAGS", r"(\Seen)"))

    @contextmanager
    def _opened(self) -> Iterator[imaplib.IMAP4]:
        try:
            box = imaplib.IMAP4_SSL(self.host, self.port, ssl_context=self.tls, timeout=SECONDS)
            try:
                box.login(self.user, self.password)
                _asked(box.select(self.folder))
                yield box
            finally:
                with suppress(OSError, imaplib.IMAP4.error):
                    box.logout()
        except (OSError, imaplib.IMAP4.error) as error:
            raise MailboxAway(f"The mailbox at {self.host}:{self.port} cannot be read: {error}.") from error

    def _item(self, raw: bytes) -> Item | None:
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        _, sender = parseaddr(str(mail.get("From", "")))
        outlet = self.outlets.get(sender.lower())
        if outlet is None or not isinstance(mail, EmailMessage):
            return None
        known_by = str(mail.get("Message-ID", "")).strip(" <>") or sha256(raw)
        return Item(
            door=DOOR,
            outlet_id=outlet[0],
            outlet_name=outlet[1],
            medium=MEDIUM,
            address=f"mid:{quote(known_by, safe='@')}",
            title=str(mail.get("Subject", "")),
            text=_text(mail),
            raw=raw,
            content_type="message/rfc822",
            published_at=parse_date(str(mail.get("Date", ""))),
        )


def _asked(answer: tuple[str, list[Any]]) -> list[Any]:
    """What was answered. Raises imaplib's error for a NO, which it only tells of otherwise."""
    status, found = answer
    if status != "OK":
        raise imaplib.IMAP4.error(f"it answered {status}")
    return found


def _numbers(box: imaplib.IMAP4) -> list[str]:
    found = _asked(box.uid("SEARCH", "UNSEEN", "UNFLAGGED", "SMALLER", str(BYTES)))
    return [number.decode() for number in (found[0] or b"").split()]


def _bytes(box: imaplib.IMAP4, number: str) -> bytes:
    # PEEK: reading alone must not mark it as read.
    found = _asked(box.uid("FETCH", number, "(BODY.PEEK[])"))
    return next((part[1] for part in found if isinstance(part, tuple)), b"")


def _text(mail: EmailMessage) -> str:
    part = mail.get_body(("plain", "html"))
    payload = part.get_payload(decode=True) if part is not None else b""
    if part is None or not isinstance(payload, bytes):
        return ""
    written = repaired(decoded(payload, str(part.get("Content-Type", ""))))
    return html.unescape(_TAGS.sub(" ", written)) if part.get_content_subtype() == "html" else written
