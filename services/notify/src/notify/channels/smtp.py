"""E-mail over SMTP (aiosmtplib: asyncio, kept, MIT). Connections stay open between notices.

4xx and lost connections are postponed, 5xx about a recipient or a message bounces. 5xx about ourselves (greeting,
password, sender) is a fault of the settings: postponed too, so that no notice is lost while somebody mends them.
"""

import asyncio
import logging
from contextlib import suppress

import aiosmtplib

from notify.channels.letterbox import Letterbox
from notify.domain import BOUNCED, POSTPONED, SENT, Notice, Outcome, readable
from notify.settings import Settings
from shared.ops.clock import Clock

log = logging.getLogger(__name__)

LOCAL = frozenset({"127.0.0.1", "::1", "localhost"})


class Smtp:
    """A part (its connections) and a channel."""

    def __init__(self, settings: Settings, letterbox: Letterbox, clock: Clock) -> None:
        self._settings = settings
        self._letterbox = letterbox
        self._clock = clock
        self._idle: asyncio.LifoQueue[aiosmtplib.SMTP] = asyncio.LifoQueue()

    async def start(self) -> None:
        """Connects only when there is mail: a mail server that is away must not keep the service from starting."""
        for _ in range(self._settings.smtp_connections):
            self._idle.put_nowait(self._connection())

    async def stop(self) -> None:
        while not self._idle.empty():
            client = self._idle.get_nowait()
            with suppress(aiosmtplib.SMTPException, OSError):
                await client.quit()

    async def deliver(self, notice: Notice) -> Outcome:
        """As soon as a connection is free."""
        client = await self._idle.get()
        try:
            state, detail = await self._send(client, notice)
        except (OSError, aiosmtplib.SMTPException) as error:
            client.close()
            state, detail = POSTPONED, f"{type(error).__name__}: {error}"
        except (ValueError, IndexError) as error:  # NoMail, and how the email package fails on a malformed address
            client.close()
            state, detail = BOUNCED, f"no mail can be made of it: {type(error).__name__}: {error}"
        except Exception as error:  # a fault of ours is no reason to give the notice up
            client.close()
            log.exception("cannot send", extra={"action": "notice.fault", "notice": notice.id})
            state, detail = POSTPONED, f"{type(error).__name__}: {error}"
        finally:
            self._idle.put_nowait(client)
        if state != SENT:
            log.warning("notice %s", state, extra={"action": "notice.not_sent", "notice": notice.id})
        return Outcome(notice, state, self._clock(), readable(detail))

    async def _send(self, client: aiosmtplib.SMTP, notice: Notice) -> tuple[str, str]:
        message = self._letterbox.compose(notice, self._clock())
        try:
            if not client.is_connected:
                await client.connect()
            _, reply = await client.send_message(message)
        except aiosmtplib.SMTPRecipientsRefused as error:
            refusals = error.recipients
            return _verdict(min(refusal.code for refusal in refusals)), "; ".join(str(r.message) for r in refusals)
        except aiosmtplib.SMTPDataError as error:
            return _verdict(error.code), f"{error.code} {error.message}"
        return SENT, reply

    def _connection(self) -> aiosmtplib.SMTP:
        settings = self._settings
        demanded = settings.smtp_starttls and settings.smtp_host not in LOCAL
        return aiosmtplib.SMTP(
            hostname=settings.smtp_host,
            port=settings.smtp_port,
            timeout=settings.smtp_timeout_seconds,
            start_tls=True if demanded else None,
            username=settings.smtp_user or None,
            password=settings.smtp_password.get_secret_value() or None,
        )


def _verdict(code: int) -> str:
    return BOUNCED if 500 <= code < 600 else POSTPONED
