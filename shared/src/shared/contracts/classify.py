"""Events of the classify service."""

from typing import ClassVar

from pydantic import Field

from shared.contracts.envelope import Event, Identifier, Moment, Wire
from shared.contracts.ingest import OutletRef


class PublicationBrief(Wire):
    """What the next service needs of a publication, so that it need not read the captured topic too."""

    outlet: OutletRef
    address: str
    title: str
    lead: str = Field(default="", description="the first lines of the text; empty for what is not relevant")
    lane: str = "live"
    published_at: Moment | None = None
    captured_at: Moment
    content_hash: str = ""
    signature: str = ""


class PlaceRef(Wire):
    code: str = Field(description="official code of the commune or ward; empty for the province as a whole")
    name: str = Field(description="on the publication's day: before 2025-07-01 that of the district it lay in")


class EvidenceWord(Wire):
    """A word that decided, and where it stands in the original title and text (character offsets)."""

    axis: str
    word: str
    weight: float
    start: int
    end: int


class Answering(Wire):
    """A body that may have to answer, and why."""

    unit: Identifier
    why: str = Field(description="what of the publication leads to it: employer, sector, place, province; grows")
    of: str = Field(default="", description="that employer, sector or place, by its name on the publication's day")
    certain: bool = Field(default=True, description="false: another one fits equally, people choose")


class PublicationAssessedV1(Event):
    """The machine's judgement of one publication. People decide; this only sorts."""

    TOPIC: ClassVar[str] = "classify.publication-assessed.v1"

    publication: PublicationBrief
    relevant: str = Field(description="yes, unsure, no")
    score: float = Field(ge=0, le=1)
    labour: float = Field(ge=0, le=1)
    province: float = Field(ge=0, le=1)
    topic: str
    tone: str
    urgency: str
    places: list[PlaceRef] = Field(default_factory=list)
    units: list[Identifier] = Field(
        default_factory=list, description="bodies that may have to answer, the first first; none: not known"
    )
    answering: list[Answering] = Field(default_factory=list, description="the same bodies, each with its reason")
    evidence: list[EvidenceWord] = Field(default_factory=list)
    model_version: str
    replaces: str = Field(
        default="",
        description="of a publication judged again: the model version of the assessment before; empty: it is the first",
    )


class BackfillAssessedV1(PublicationAssessedV1):
    """The same of a publication of the past, on a topic of its own (ingest.publication-backfilled.v1)."""

    TOPIC: ClassVar[str] = "classify.backfill-assessed.v1"


class StorySuggestion(Wire):
    """Not sure enough to be grouped: a person may look."""

    publication: Identifier
    near: Identifier = Field(description="the publication of this story to which it is near")
    score: float = Field(ge=0, le=1)


class StoryChangedV1(Event):
    """Which publications tell the same, as a machine sees it. The subject is the first of them.

    People decide: nothing is merged because of it.
    """

    TOPIC: ClassVar[str] = "classify.story-changed.v1"

    publications: list[Identifier] = Field(
        max_length=200, description="the first 200, first published first; none once all are in other stories"
    )
    count: int = Field(ge=0, description="of all its publications")
    suggested: list[StorySuggestion] = Field(default_factory=list, max_length=20)
    merged_into: Identifier | None = Field(default=None, description="the story in which its first publication is now")
