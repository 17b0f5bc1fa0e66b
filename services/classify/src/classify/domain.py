"""What classify knows of a publication, and what it says of it. The judgement itself is in classify.judgement."""

from dataclasses import dataclass
from datetime import datetime

from classify.judgement.judge import Judgement
from shared.cause import Cause

LEAD_CHARACTERS = 400
"""As much of the text as a person needs to recognise the story."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A captured publication, as far as judging it and passing it on needs."""

    id: str
    version: int
    outlet_id: str
    outlet_name: str
    medium: str
    address: str
    title: str
    text: str
    lane: str
    published_at: datetime | None
    captured_at: datetime
    content_hash: str
    signature: str

    @property
    def lead(self) -> str:
        if len(self.text) <= LEAD_CHARACTERS:
            return self.text
        return self.text[:LEAD_CHARACTERS].rsplit(maxsplit=1)[0] + " …"


@dataclass(frozen=True, slots=True)
class AssessPublication:
    """Command: judge this publication, unless the message was handled before."""

    message_id: str
    cause: Cause
    publication: Publication


@dataclass(frozen=True, slots=True)
class Assessment:
    """Fact: a publication was judged."""

    message_id: str
    cause: Cause
    publication: Publication
    judgement: Judgement
    assessed_at: datetime
