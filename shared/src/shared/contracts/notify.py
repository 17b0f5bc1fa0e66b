"""Events of the notify service: what became of each notice."""

from typing import ClassVar

from pydantic import Field

from shared.contracts.envelope import Event, Identifier, Moment


class DeliveryChangedV1(Event):
    """One step in the life of a notice (the subject): sent, bounced, gave-up, …"""

    TOPIC: ClassVar[str] = "notify.delivery-changed.v1"

    state: str
    case_id: Identifier
    body_id: Identifier
    channel: str
    attempt: int = Field(ge=1)
    at: Moment
    detail: str = Field(default="", description="the server's own words, cut to 500 characters")
