"""Classify's ports in memory, and examples to begin a test with."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from classify.domain import Assessment, BodyHeard, Publication, RulingHeard, StoryTold, Ungrouped, Verdict
from classify.grouping.item import Id
from classify.grouping.teller import Story
from classify.outgoing import story_event, to_event
from classify.ports import Grouped
from classify.unions import Unit
from shared.leases import Lease
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
            if assessment.item:
                waiting = Ungrouped(assessment.message_id, assessment.cause, assessment.item)
                self._transaction.insert("story_items", assessment.message_id, waiting)

    async def learn(self, verdicts: Sequence[Verdict]) -> None:
        rows = self._transaction.table("verdicts")
        for verdict in verdicts:
            before = rows.get(verdict.publication_id)
            if before is None or before.version < verdict.version:
                rows[verdict.publication_id] = verdict

    async def keep_bodies(self, bodies: Sequence[BodyHeard]) -> None:
        kept: dict[str, BodyHeard] = self._transaction.table("bodies")
        for body in bodies:
            if body.unit.id not in kept or kept[body.unit.id].version < body.version:
                kept[body.unit.id] = body
                self._transaction.table("directory")["bodies"] = (
                    self._transaction.table("directory").get("bodies", 0) + 1
                )

    async def keep_rulings(self, rulings: Sequence[RulingHeard]) -> None:
        for one in rulings:
            self._transaction.insert("rulings", one.ruling.id, one)

    async def tell(self, lease: Lease, settled: Sequence[Ungrouped | RulingHeard], told: Sequence[StoryTold]) -> None:
        grouped = {one.message_id: one for one in settled if isinstance(one, Ungrouped)}
        followed = {one.ruling.id: one for one in settled if isinstance(one, RulingHeard)}
        self._transaction.table("grouped").update(grouped)
        self._transaction.table("followed").update(followed)
        for fact in told:
            self._transaction.table("stories")[str(fact.story.id)] = fact.story
            self._transaction.publish(story_event(fact), fact.cause)


def in_memory_works() -> InMemoryUnitOfWork[InMemoryWork]:
    return InMemoryUnitOfWork(InMemoryWork)


class InMemoryShelf:
    """Port: classify.ports.Shelf."""

    def __init__(self, works: InMemoryUnitOfWork[InMemoryWork]) -> None:
        self._works = works

    async def ungrouped(self, limit: int) -> list[Ungrouped]:
        done, rows = self._works.table("grouped"), self._works.table("story_items")
        return [rows[id_] for id_ in sorted(rows) if id_ not in done][:limit]

    async def unfollowed(self) -> list[RulingHeard]:
        done, rows = self._works.table("followed"), self._works.table("rulings")
        return [rows[id_] for id_ in sorted(rows) if id_ not in done]

    async def grouped(self, since: datetime, also: Collection[str]) -> Grouped:
        items = [one.item for one in self._works.table("grouped").values()]
        stories: dict[Id, Story] = dict(self._works.table("stories").items())
        rulings = [one.ruling for one in self._works.table("rulings").values()]
        return Grouped(sorted(items, key=lambda item: item.order), stories, rulings)


class InMemoryUnitTable:
    """Port: classify.ports.UnitTable."""

    def __init__(self, works: InMemoryUnitOfWork[InMemoryWork]) -> None:
        self._works = works

    async def edition(self) -> int:
        return int(self._works.table("directory").get("bodies", 0))

    async def units(self) -> list[Unit]:
        return [body.unit for body in self._works.table("bodies").values() if body.answers]


class FixedLease:
    """Port: classify.story_keeper.LeaseKeeper; held as long as there is one."""

    def __init__(self) -> None:
        self.lease: Lease | None = Lease("stories", "replica-1", 1)
        self.doubts = 0

    async def hold(self) -> Lease | None:
        return self.lease

    def doubt(self) -> None:
        self.doubts += 1
