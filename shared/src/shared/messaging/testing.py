"""Stand-ins for Kafka's side: a parking place that only remembers, and records made of what was published."""

from itertools import count

from shared.posting import Parcel, Posting, Record

_offsets = count()


class RecordingParking:
    """Port: shared.messaging.ladder.ParkingPort. `failure` is raised instead of parking."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.parcels: list[Parcel] = []
        self.failure = failure

    async def park(self, parcel: Parcel) -> None:
        if self.failure is not None:
            raise self.failure
        self.parcels.append(parcel)


def as_delivered(posting: Posting) -> Record:
    """The record that consumers get when the relay has published this."""
    headers = tuple(posting.wire_headers)
    return Record(posting.topic, 0, next(_offsets), 1_795_500_000_000, posting.wire_key, posting.body, headers)


def a_record(topic: str, value: bytes | None, *headers: tuple[str, bytes | None]) -> Record:
    """Whatever somebody put on a topic."""
    return Record(topic, 0, next(_offsets), 1_795_500_000_000, b"key", value, headers)
