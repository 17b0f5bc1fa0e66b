"""What classify knows of a publication, and what it says of it. The judgement itself is in classify.judgement, the
grouping in classify.grouping."""

from dataclasses import dataclass
from datetime import date, datetime

from classify.grouping.item import Item
from classify.grouping.rulings import Ruling
from classify.grouping.teller import Story
from classify.judgement.judge import Judgement
from classify.unions import Answer, Unit
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
    day: date
    """The publication's own, in Vietnam: by it places have their names, and unions answer."""
    answering: tuple[Answer, ...] = ()
    item: Item | None = None
    """By which it is grouped; only of what people will see."""
    replaces: str = ""
    """The model of the assessment before; empty: it is the publication's first."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """An officer's `version`-th word on a publication: yes, no, or unsure (taken back). In which role, not by whom."""

    message_id: str
    publication_id: str
    version: int
    relevant: str
    topic: str
    """Empty: the officer said nothing of it."""
    unit_id: str
    role: str
    judged_at: datetime
    machine_relevant: str
    machine_score: float | None


@dataclass(frozen=True, slots=True)
class BodyHeard:
    """Command: a body of the directory is like this now. `version` grows with every change of it."""

    message_id: str
    version: int
    unit: Unit
    answers: bool
    """Whether it can be given a case at all: a unit, or the provincial federation."""


@dataclass(frozen=True, slots=True)
class RulingHeard:
    """Command: people have put publications together, or apart. The ruling's id is that of the message."""

    cause: Cause
    ruling: Ruling


@dataclass(frozen=True, slots=True)
class Ungrouped:
    """An assessed publication whose story is not known yet, and what brought it."""

    message_id: str
    cause: Cause
    item: Item


@dataclass(frozen=True, slots=True)
class StoryTold:
    """Fact: a story is not what it was."""

    story: Story
    cause: Cause
    at: datetime
