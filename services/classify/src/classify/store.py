"""Assessments in Mongo."""

from collections.abc import Sequence

from classify import story_store
from classify.domain import Assessment, StoryTold, Ungrouped, Verdict
from classify.outgoing import to_event
from classify.teaching import kept, verdicts
from classify.teaching.shadows import SHADOW_INDEXES
from shared.leases import Lease
from shared.store.client import Index
from shared.store.driver import Document
from shared.store.unit_of_work import Transaction

COLLECTION = "assessments"

INDEXES: tuple[Index, ...] = (*story_store.STORY_INDEXES, *kept.KEPT_INDEXES, *SHADOW_INDEXES)


class ClassifyWork:
    """One transaction of classify (port: classify.ports.Work)."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    @property
    def fresh(self) -> frozenset[str]:
        return self._transaction.fresh

    async def keep(self, assessments: Sequence[Assessment]) -> None:
        """Keep what was said of each publication, and announce it."""
        if not assessments:
            return
        rows = [assessment_document(assessment) for assessment in assessments]
        await self._transaction.collection(COLLECTION).insert_many(rows, session=self._transaction.session)
        await kept.keep(self._transaction, assessments)
        await story_store.shelve(self._transaction, assessments)
        for assessment in assessments:
            self._transaction.publish(to_event(assessment), assessment.cause)

    async def learn(self, said: Sequence[Verdict]) -> None:
        await verdicts.keep(self._transaction, said)

    async def tell(self, lease: Lease, grouped: Sequence[Ungrouped], told: Sequence[StoryTold]) -> None:
        await story_store.tell(self._transaction, lease, grouped, told)


def assessment_document(assessment: Assessment) -> Document:
    judgement = assessment.judgement
    return {
        "_id": assessment.message_id,
        "publication_id": assessment.publication.id,
        "relevant": judgement.relevant,
        "score": judgement.score,
        "topic": judgement.topic,
        "model_version": judgement.model_version,
        "assessed_at": assessment.assessed_at,
    }
