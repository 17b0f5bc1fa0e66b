"""The mailbox is emptied at its time (port: ingest.rota.Round)."""

import asyncio
import logging
from datetime import datetime, timedelta

from ingest.doors.accepting import accept
from ingest.doors.mailbox import DOOR, Mailbox, MailboxAway
from ingest.metrics import IngestMetrics
from ingest.usecases import Watch

log = logging.getLogger(__name__)


class PostRounds:
    """Replicas may look side by side: a mail that both take is one publication, and the later one tries again."""

    def __init__(self, mailbox: Mailbox, every: timedelta, watch: Watch, metrics: IngestMetrics) -> None:
        self._mailbox = mailbox
        self._every = every
        self._watch = watch
        self._metrics = metrics
        self._due = watch.clock()

    async def claim(self) -> Mailbox | None:
        if self._watch.clock() < self._due:
            return None
        self._due = self._watch.clock() + self._every
        return self._mailbox

    async def next_due(self) -> datetime | None:
        return self._due

    async def do(self, job: Mailbox) -> None:
        try:
            mails = await asyncio.to_thread(job.look)
            new = await accept([item for _, item in mails], self._watch)
            await asyncio.to_thread(job.done, [number for number, _ in mails])
        except MailboxAway as error:
            self._metrics.knocks.labels(DOOR, type(error).__name__).inc()
            log.warning("%s", error, extra={"action": "mailbox.away"})
            return
        self._metrics.knocks.labels(DOOR, "taken").inc(len(new))
        if new:
            log.info("mails taken", extra={"action": "mailbox.taken", "count": len(new)})
