"""One publication judged again."""

from dataclasses import dataclass, replace
from datetime import datetime

from classify.domain import Assessment, AssessPublication, Publication
from classify.ports import Judge
from classify.routing import Units
from classify.teaching.differing import Said, ways
from classify.usecases import assess
from shared.cause import Cause
from shared.contracts.ingest import BACKFILL


@dataclass(frozen=True, slots=True)
class Kept:
    """A publication with what was said of it last, and in which journey."""

    publication: Publication
    said: Said
    model_version: str
    correlation_id: str


@dataclass(frozen=True, slots=True)
class Again:
    """What is said of it now, as a newer version. Without a difference (`ways`) nobody is told."""

    kept: Kept
    assessment: Assessment
    ways: tuple[str, ...]


def judge_again(message_id: str, kept: Kept, judge: Judge, units: Units, now: datetime) -> Again:
    """On the lane of the past. What nobody saw before is to be grouped too; the others have their stories."""
    publication = replace(kept.publication, version=kept.publication.version + 1, lane=BACKFILL)
    made = assess(AssessPublication(message_id, Cause(kept.correlation_id), publication), judge, units, now)
    item = made.item if kept.said.relevant == "no" else None
    made = replace(made, replaces=kept.model_version, item=item)
    return Again(kept, made, tuple(ways(kept.said, made.judgement)))
