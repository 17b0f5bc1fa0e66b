"""A ladder with a parking place that only remembers, and events to climb it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from shared.contracts.headers import headers_of
from shared.contracts.ingest import SourceHealthChangedV1
from shared.messaging.arrivals import Arrival
from shared.messaging.ladder import Ladder, Patience
from shared.messaging.testing import RecordingParking, a_record
from shared.ops.logging import correlation
from shared.ops.metrics import Metrics
from shared.posting import Record

AT = datetime(2026, 11, 24, 3, 52, 7, tzinfo=UTC)
GROUP = "casework"


class Climb:
    """A handler that fails where it is told to, and everything around it."""

    def __init__(self) -> None:
        self.metrics = Metrics(GROUP)
        self.parking = RecordingParking()
        self.failures: dict[str, list[Exception] | Exception] = {}
        self.handled: list[str] = []
        self.calls: list[list[str]] = []
        self.seen: set[str] = set()
        self.journeys: list[str] = []
        self.ladder = Ladder(
            SourceHealthChangedV1, GROUP, self.handle, self.parking, self.metrics, Patience(longest_pause=0)
        )

    async def handle(self, arrivals: Sequence[Arrival[SourceHealthChangedV1]]) -> frozenset[str]:
        ids = [arrival.event.event_id for arrival in arrivals]
        self.calls.append(ids)
        self.journeys.append(correlation.get())
        for id_ in ids:
            failure = self.failures.get(id_)
            if isinstance(failure, list):
                failure = failure.pop(0) if failure else None
            if failure is not None:
                raise failure
        fresh = [id_ for id_ in ids if id_ not in self.seen]
        self.handled += fresh
        self.seen |= set(fresh)
        return frozenset(fresh)

    async def up(self, *records: Record) -> None:
        await self.ladder.climb(records)

    def counted(self, outcome: str) -> float:
        found = self.metrics.registry.get_sample_value(
            "haichieu_messages_total", {"event": "SourceHealthChangedV1", "outcome": outcome}
        )
        return found or 0.0

    @property
    def parked(self) -> list[str]:
        return [parcel.event_id or "unreadable" for parcel in self.parking.parcels]


@pytest.fixture
def climb() -> Climb:
    return Climb()


@pytest.fixture
def create_event() -> Callable[..., SourceHealthChangedV1]:
    def create(id_: str = "e1", **other: Any) -> SourceHealthChangedV1:
        fields = {
            "event_id": id_,
            "occurred_at": AT,
            "subject_id": "source-1",
            "subject_version": 1,
            "correlation_id": f"journey-{id_}",
            "name": "Báo Lào Cai",
            "state": "failing",
            "reason": "HttpError",
            "since": AT,
        }
        return SourceHealthChangedV1(**(fields | other))

    return create


@pytest.fixture
def create_record(create_event: Callable[..., SourceHealthChangedV1]) -> Callable[..., Record]:
    def create(id_: str = "e1", *extra: tuple[str, bytes], **other: Any) -> Record:
        event = create_event(id_, **other)
        headers = [(name, value.encode()) for name, value in headers_of(event).items()]
        return a_record(event.TOPIC, event.model_dump_json().encode(), *headers, *extra)

    return create
