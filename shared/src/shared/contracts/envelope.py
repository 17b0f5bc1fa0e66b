"""What every event carries, whatever it says. CloudEvents attributes are derived from it (see `headers`)."""

from datetime import UTC, datetime
from typing import Annotated, ClassVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)

# Year 1 and year 9999 overflow as soon as somebody converts them to another time zone.
Moment = Annotated[AwareDatetime, Field(ge=EARLIEST, lt=LATEST)]
Identifier = Annotated[str, Field(min_length=1, max_length=200)]


class Wire(BaseModel):
    """A part of an event: frozen, and tolerant of fields that a newer producer added."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Event(Wire):
    """A past fact about one subject. `event_id` (UUIDv7) is what consumers recognise duplicates by."""

    TOPIC: ClassVar[str]

    event_id: Identifier
    occurred_at: Moment
    subject_id: Identifier
    subject_version: int = Field(ge=1, le=2**53)
    correlation_id: Identifier
    causation_id: Identifier | None = None

    @property
    def key(self) -> str:
        return self.subject_id
