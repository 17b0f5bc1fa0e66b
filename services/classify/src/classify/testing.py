"""Classify's ports in memory, and examples to begin a test with."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from classify.domain import Assessment, Publication
from classify.outgoing import to_event
from shared.store.testing import InMemoryRepositories, InMemoryUnitOfWork

_AT = datetime(2026, 11, 24, 3, 52, 7, tzinfo=UTC)

_PUBLICATION = Publication(
    id="publication-1",
    version=1,
    outlet_id="bao-lao-cai",
    outlet_name="Báo Lào Cai",
    medium="online",
    address="https://bao.example/tin/1",
    title="Công nhân Lào Cai bị nợ lương ba tháng",
    text="Gần 200 công nhân ở phường Cam Đường, tỉnh Lào Cai phản ánh bị nợ lương ba tháng liền.",
    lane="live",
    published_at=_AT,
    captured_at=_AT,
    content_hash="0" * 64,
    signature="",
)


def a_publication(**other: Any) -> Publication:
    return replace(_PUBLICATION, **other)


class InMemoryWork(InMemoryRepositories):
    """Port: classify.ports.Work."""

    async def keep(self, assessments: Sequence[Assessment]) -> None:
        for assessment in assessments:
            self._transaction.insert("assessments", assessment.message_id, assessment)
            self._transaction.publish(to_event(assessment), assessment.cause)


def in_memory_works() -> InMemoryUnitOfWork[InMemoryWork]:
    return InMemoryUnitOfWork(InMemoryWork)
