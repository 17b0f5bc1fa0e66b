"""A publication as the machine judged it last."""

from dataclasses import dataclass
from datetime import datetime

from casework.domain.matching import Signature
from shared.cause import Cause


@dataclass(frozen=True, slots=True)
class Sighting:
    """An assessed publication, as casework sees it."""

    message_id: str
    cause: Cause
    publication_id: str
    outlet_name: str
    medium: str
    address: str
    title: str
    lead: str
    published_at: datetime | None
    captured_at: datetime
    assessed_at: datetime
    relevant: str
    score: float
    topic: str
    tone: str
    urgency: str
    places: tuple[str, ...]
    place_names: tuple[str, ...]
    words: tuple[str, ...]
    signature: Signature
    encoded_signature: str
    outlet_id: str = ""
    """The directory's id of the outlet, where the list of sources uses it."""
    unit_id: str | None = None
    """The body that answers, as the machine is certain; empty: several fit equally, people choose; None: unknown."""
    lane: str = "live"
    answers: tuple[tuple[str, str, str], ...] = ()
    """Where people choose: each body that fits, why (employer, sector, place, province), and which one of those."""
    model: str = ""
    """Which model of the machine said so."""
    replaces: str = ""
    """The model of what was said before, of a publication that was judged again."""
