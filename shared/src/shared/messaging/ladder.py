"""The one failure policy. Handlers only raise the right exception; what follows is decided here.

A batch is handled in one transaction. When it fails for good it is halved until the bad record stands alone; that
one is parked and its neighbours are done. What fails for reasons that pass is tried again, then asked for again.
"""

import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol

from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    stop_after_attempt,
    stop_after_delay,
    wait_random_exponential,
)

from shared.contracts.envelope import Event
from shared.contracts.headers import CORRELATION
from shared.failures import Conflict, Permanent, Transient, Unreadable
from shared.messaging.arrivals import Arrival, E, read
from shared.messaging.brake import Brake
from shared.ops.logging import about
from shared.ops.metrics import Metrics
from shared.posting import REPLAY_FOR, Parcel, Record

log = logging.getLogger(__name__)

Handler = Callable[[Sequence[Arrival[E]]], Awaitable[frozenset[str]]]
"""Handles a batch in one transaction; returns the ids of the events that were new."""


class ParkingPort(Protocol):
    async def park(self, parcel: Parcel) -> None: ...


class Braked(Transient):
    """Too much fails to be parked; the batch is asked for again until something succeeds."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Three tries with growing, jittered pauses (tenacity); together they stay far below Kafka's poll interval."""

    tries: int = 3
    longest_pause: float = 2.0
    budget: float = 8.0
    """Seconds after which no further try is begun."""

    def retrying(self) -> AsyncRetrying:
        return AsyncRetrying(
            stop=stop_after_attempt(self.tries) | stop_after_delay(self.budget),
            wait=wait_random_exponential(multiplier=0.4, max=self.longest_pause),
            retry=retry_if_exception_type(Transient),
            before_sleep=_log_retry,
            reraise=True,
        )


def _log_retry(state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    log.warning("will try again: %s", error, extra={"action": "batch.retry", "tried": state.attempt_number})


class Ladder(Generic[E]):
    """All that happens between a consumed batch of one topic and its offsets being committed."""

    def __init__(
        self,
        event: type[E],
        group: str,
        handler: Handler[E],
        parking: ParkingPort,
        metrics: Metrics,
        patience: Patience | None = None,
    ) -> None:
        self.event = event
        self.brake = Brake()
        self._group = group
        self._handler = handler
        self._parking = parking
        self._metrics = metrics
        self._patience = patience or Patience()

    async def climb(self, records: Sequence[Record]) -> None:
        """Every record ends done, duplicate, parked or skipped. Raises Transient: ask for the batch again."""
        name = self.event.__name__
        self._metrics.received.labels(name).inc(len(records))
        self._metrics.received_bytes.labels(name).inc(sum(len(record.value or b"") for record in records))
        self._metrics.in_hand.labels(name).set(len(records))
        started = time.perf_counter()
        try:
            await self._handle(records)
        finally:
            self._metrics.in_hand.labels(name).set(0)
        self._metrics.batch_records.labels(name).observe(len(records))
        self._metrics.batch_seconds.labels(name).observe(time.perf_counter() - started)

    async def _handle(self, records: Sequence[Record]) -> None:
        arrivals: list[Arrival[E]] = []
        unreadable: list[tuple[Record, Unreadable]] = []
        meant = [record for record in records if record.header(REPLAY_FOR) in ("", self._group)]
        for record in meant:
            try:
                arrivals.append(read(record, self.event))
            except Unreadable as error:
                unreadable.append((record, error))
        first = _without_repeats(arrivals)
        await self._settle(first)
        # Only now, since a batch that is asked for again must not be parked and counted again with it.
        for record, reason in unreadable:
            await self.park(record, reason, attempts=1)
        self._count("duplicate", len(arrivals) - len(first))
        self._count("skipped", len(records) - len(meant))

    async def _settle(self, arrivals: Sequence[Arrival[E]], tries: int = 0) -> None:
        """Handle them all, or halve them until the record that fails for good is found."""
        if not arrivals:
            return
        try:
            fresh = await self._with_patience(arrivals)
        except Conflict as error:
            # A race would have been over at the second try: this key is taken for good, and waiting would never end.
            await self._isolate(arrivals, error, tries)
        except Transient:
            self._count("retried", len(arrivals))
            raise
        except Exception as error:  # noqa: BLE001 - an unknown exception is a bug of ours: one record must not stop the line
            await self._isolate(arrivals, error, tries)
        else:
            self._count("done", len(fresh))
            self._count("duplicate", len(arrivals) - len(fresh))
            if fresh:
                self.brake.succeeded()
                self._metrics.brake.labels(self.event.__name__).set(self.brake.engaged)

    async def _isolate(self, arrivals: Sequence[Arrival[E]], error: Exception, tries: int) -> None:
        if len(arrivals) > 1:
            middle = len(arrivals) // 2
            try:
                await self._settle(arrivals[:middle])
            except Braked:
                # One success releases the brake, and it may lie in the other half.
                await self._settle(arrivals[middle:])
                raise
            await self._settle(arrivals[middle:])
        elif tries == 0 and not isinstance(error, Permanent):
            await self._settle(arrivals, tries=1)
        else:
            await self._park_failed(arrivals[0], error, tries + 1)

    async def _with_patience(self, arrivals: Sequence[Arrival[E]]) -> frozenset[str]:
        with about([arrival.event.correlation_id for arrival in arrivals]):
            return await self._patience.retrying()(self._try, arrivals)

    async def _try(self, arrivals: Sequence[Arrival[E]]) -> frozenset[str]:
        try:
            return await self._handler(arrivals)
        except Exception as error:
            self._metrics.failures.labels(self.event.__name__, type(error).__name__).inc()
            raise

    async def _park_failed(self, arrival: Arrival[E], error: Exception, attempts: int) -> None:
        if isinstance(error, Permanent):
            await self.park(arrival.record, error, attempts, arrival.event)
            return
        if self.brake.engaged:
            raise Braked(f"the brake is on: {self.brake.consecutive} records failed in a row, the last with {error!r}")
        self.brake.failed()
        self._metrics.brake.labels(self.event.__name__).set(self.brake.engaged)
        await self.park(arrival.record, error, attempts, arrival.event)

    async def park(self, record: Record, error: Exception, attempts: int, event: Event | None = None) -> None:
        """Raises Transient when parking itself fails: then nothing is lost, the record comes again."""
        parcel = Parcel(
            record=record,
            group=self._group,
            error_type=type(error).__name__,
            # A lone surrogate in the words must not keep the record from being parked.
            error=str(error).encode("utf-8", "backslashreplace").decode(),
            attempts=attempts,
            event_id=event.event_id if event else None,
            correlation_id=event.correlation_id if event else "",
        )
        with about([parcel.correlation_id or record.header(CORRELATION)[:100]]):
            await self._parking.park(parcel)
            self._count("parked")
            self._metrics.parked.labels(self.event.__name__, parcel.error_type).inc()
            trace = None if isinstance(error, Permanent) else error
            extra = {"action": "record.parked", "place": record.place, "error_type": parcel.error_type}
            log.error("parked: %s", parcel.error[:300], extra=extra, exc_info=trace)

    def _count(self, outcome: str, number: int = 1) -> None:
        if number:
            self._metrics.messages.labels(self.event.__name__, outcome).inc(number)


def _without_repeats(arrivals: Sequence[Arrival[E]]) -> list[Arrival[E]]:
    """The first of each event, in their order."""
    first: dict[str, Arrival[E]] = {}
    for arrival in arrivals:
        first.setdefault(arrival.event.event_id, arrival)
    return list(first.values())
