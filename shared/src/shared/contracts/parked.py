"""What a service could not process: who, when, where, why. The full bytes stay in that service's database."""

from typing import ClassVar

from pydantic import Base64Bytes, Field

from shared.contracts.envelope import Event, Moment

EXCERPT_LIMIT = 8_192
"""Bytes of the original that travel with the parked event; `haichieu parked show` has all of them."""


class ParkedV1(Event):
    """The subject is the parked record itself: a hash of its place, time and bytes."""

    service: str
    group: str
    origin_topic: str
    origin_partition: int
    origin_offset: int
    error_type: str
    error: str = Field(max_length=500)
    attempts: int = Field(ge=1)
    parked_at: Moment
    size: int = Field(description="bytes of the original value")
    excerpt: Base64Bytes = b""


class IngestParkedV1(ParkedV1):
    TOPIC: ClassVar[str] = "ingest.parked.v1"


class ClassifyParkedV1(ParkedV1):
    TOPIC: ClassVar[str] = "classify.parked.v1"


class CaseworkParkedV1(ParkedV1):
    TOPIC: ClassVar[str] = "casework.parked.v1"


class NotifyParkedV1(ParkedV1):
    TOPIC: ClassVar[str] = "notify.parked.v1"


PARKED_BY_SERVICE: dict[str, type[ParkedV1]] = {
    "ingest": IngestParkedV1,
    "classify": ClassifyParkedV1,
    "casework": CaseworkParkedV1,
    "notify": NotifyParkedV1,
}
"""Those that consume. What a stranger's feed or page breaks is not parked: it is written into its source's health."""
