"""An event in the shape in which it goes over the wire, and a record in the shape in which it arrives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

REPLAY_FOR = "haichieu-replay-for"
"""Header of a replayed record: the one group that is meant; every other group skips it."""

Headers = Mapping[str, str] | Sequence[tuple[str, bytes | None]]
"""Ours have a name each and are text; a stranger's may repeat a name, and have no value."""


@dataclass(frozen=True, slots=True)
class Posting:
    """What the outbox keeps and the relay publishes: already serialised, so that a retry sends the same bytes.

    Ours are text; a replayed stranger's key and headers are the bytes that they were.
    """

    id: str
    topic: str
    key: str | bytes | None
    body: bytes | None
    headers: Headers
    subject_version: int

    @property
    def wire_key(self) -> bytes | None:
        """Raises UnicodeEncodeError for a lone surrogate."""
        if self.key is None:
            # Kafka's client sends nothing that has neither key nor value; some other clients did.
            return b"" if self.body is None else None
        return self.key if isinstance(self.key, bytes) else self.key.encode()

    @property
    def wire_headers(self) -> list[tuple[str, bytes | None]]:
        if isinstance(self.headers, Mapping):
            return [(name, value.encode()) for name, value in self.headers.items()]
        return list(self.headers)


def posting_of(row: Mapping[str, Any]) -> Posting:
    """From a row of an outbox, as a driver of MongoDB gives it."""
    headers, body = row["headers"], row["body"]
    if not isinstance(headers, Mapping):
        headers = [(name, value) for name, value in headers]
    return Posting(row["_id"], row["topic"], row["key"], body and bytes(body), headers, row["subject_version"])


@dataclass(frozen=True, slots=True)
class Record:
    """One record as the broker delivered it; headers keep their bytes, since a stranger may have written them."""

    topic: str
    partition: int
    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes | None], ...] = ()

    @property
    def place(self) -> str:
        return f"{self.topic}/{self.partition}/{self.offset}"

    def header(self, name: str) -> str:
        """The last header of that name, readable or not; empty when absent."""
        for key, value in reversed(self.headers):
            if key == name and value is not None:
                return value.decode("utf-8", "replace")
        return ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A record that is to be parked: who could not process it, why, after how many tries."""

    record: Record
    group: str
    error_type: str
    error: str
    attempts: int
    event_id: str | None = None
    correlation_id: str = ""
