"""One publication judged again. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime

from classify.domain import Assessment, Publication
from classify.judgement.judge import Judgement
from classify.ports import Judge
from classify.teaching.differing import Said, ways
from classify.usecases import item_of_publication
from shared.cause import Cause

BACKFILL = "backfill"
"""The lane of what is announced: subscribers that only want news pass it over."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A publication with what was said of it last, and in which journey."""

    publication: Publication
    said: Said
    model_version: str
    correlation_id: str


@dataclass(frozen=True, slots=True)
class Again:
    """What is said of it now. Without a difference (`ways`) nobody is told."""

    kept: Kept
    judgement: Judgement
    ways: tuple[str, ...]

    def assessment(self, message_id: str, now: datetime) -> Assessment:
        """A newer version than the last; a publication that nobody saw before is to be grouped too."""
        before = self.kept.publication
        publication = replace(before, version=before.version + 1, lane=BACKFILL)
        new = self.kept.said.relevant == "no" and self.judgement.relevant != "no"
        return Assessment(
            message_id,
            Cause(self.kept.correlation_id),
            publication,
            self.judgement,
            now,
            item_of_publication(publication, now) if new else None,
            replaces=self.kept.model_version,
        )


def judge_again(kept: Kept, judge: Judge) -> Again:
    judgement = judge.judge(kept.publication.title, kept.publication.text, explain_all=False)
    return Again(kept, judgement, tuple(ways(kept.said, judgement)))
