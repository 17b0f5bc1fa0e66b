"""Assessments in Mongo."""

from collections.abc import Sequence

from classify import ruling_store, story_store, unit_store
from classify.domain import Assessment, BodyHeard, RulingHeard, StoryTold, Ungrouped, Verdict
from classify.outgoing import to_event
from classify.teaching import kept, verdicts
from classify.teaching.shadows import SHADOW_INDEXES
from shared.leases import Lease
from shared.store.client import Index
from shared.store.driver import Document
from shared.store.lease import fence
from shared.store.unit_of_work import Transaction

COLLECTION = "assessments"

INDEXES: tuple[Index, ...] = (
    *story_store.STORY_INDEXES,
    *ruling_store.RULING_INDEXES,
    *kept.KEPT_INDEXES,
    *SHADOW_INDEXES,
)


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

    async def keep_rulings(self, rulings: Sequence[RulingHeard]) -> None:
        await ruling_store.keep(self._transaction, rulings)

    async def keep_bodies(self, bodies: Sequence[BodyHeard]) -> None:
        await unit_store.keep(self._transaction, bodies)

    async def tell(self, lease: Lease, settled: Sequence[Ungrouped | RulingHeard], told: Sequence[StoryTold]) -> None:
        await fence(lease, self._transaction)
        await story_store.settle(self._transaction, [one for one in settled if isinstance(one, Ungrouped)])
        await ruling_store.settle(self._transaction, [one for one in settled if isinstance(one, RulingHeard)])
        await story_store.tell(self._transaction, told)


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
