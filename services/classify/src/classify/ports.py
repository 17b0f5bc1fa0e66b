"""What the use cases need from outside."""

from collections.abc import Collection, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import NamedTuple, Protocol

from classify.domain import Assessment, BodyHeard, RulingHeard, StoryTold, Ungrouped, Verdict
from classify.grouping.item import Id, Item
from classify.grouping.rulings import Ruling
from classify.grouping.teller import Story
from classify.judgement.judge import Judgement
from classify.unions import Unit
from shared.leases import Lease


class Judge(Protocol):
    """Deterministic and free of I/O."""

    def judge(self, title: str, text: str, *, explain_all: bool) -> Judgement: ...


class Work(Protocol):
    """One transaction."""

    @property
    def fresh(self) -> frozenset[str]: ...
    async def keep(self, assessments: Sequence[Assessment]) -> None: ...
    async def learn(self, verdicts: Sequence[Verdict]) -> None:
        """Keep the newest word on each publication, and the text that it is about."""

    async def keep_rulings(self, rulings: Sequence[RulingHeard]) -> None: ...
    async def keep_bodies(self, bodies: Sequence[BodyHeard]) -> None:
        """Those that are newer than what is there."""

    async def tell(self, lease: Lease, settled: Sequence[Ungrouped | RulingHeard], told: Sequence[StoryTold]) -> None:
        """These are grouped and followed, and that is what it changed. Raises LeaseLost when another replica groups."""


class Works(Protocol):
    """Opens transactions in which the given messages count as handled."""

    def once(self, message_ids: Sequence[str]) -> AbstractAsyncContextManager[Work]: ...


class UnitTable(Protocol):
    """What is kept of the directory. Raises Transient when MongoDB is away."""

    async def edition(self) -> int:
        """Another one after every change."""

    async def units(self) -> list[Unit]: ...


class Grouped(NamedTuple):
    """What was grouped so far."""

    items: list[Item]
    """First published first."""
    stories: dict[Id, Story]
    rulings: list[Ruling]
    """All that people have said."""


class Shelf(Protocol):
    """Publications on their way into stories. Raises Transient when MongoDB is away."""

    async def ungrouped(self, limit: int) -> list[Ungrouped]:
        """The first to come first."""

    async def unfollowed(self) -> list[RulingHeard]:
        """People's words that no story follows yet."""

    async def grouped(self, since: datetime, also: Collection[str]) -> Grouped:
        """Those published since then, `also` these, and all that are in one story with them."""
