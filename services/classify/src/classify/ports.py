"""What the use cases need from outside."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import NamedTuple, Protocol

from classify.domain import Assessment, StoryTold, Ungrouped, Verdict
from classify.grouping.item import Id, Item
from classify.grouping.teller import Story
from classify.judgement.judge import Judgement
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

    async def tell(self, lease: Lease, grouped: Sequence[Ungrouped], told: Sequence[StoryTold]) -> None:
        """These are grouped now, and that is what it changed. Raises LeaseLost when another replica groups."""


class Works(Protocol):
    """Opens transactions in which the given messages count as handled."""

    def once(self, message_ids: Sequence[str]) -> AbstractAsyncContextManager[Work]: ...


class Grouped(NamedTuple):
    """What was grouped so far."""

    items: list[Item]
    """First published first."""
    stories: dict[Id, Story]


class Shelf(Protocol):
    """Publications on their way into stories. Raises Transient when MongoDB is away."""

    async def ungrouped(self, limit: int) -> list[Ungrouped]:
        """The first to come first."""

    async def grouped(self, since: datetime) -> Grouped:
        """Those published since then, and all that are in one story with them."""
