"""What the use cases need from outside."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from classify.domain import Assessment
from classify.judgement.judge import Judgement


class Judge(Protocol):
    """Deterministic and free of I/O."""

    def judge(self, title: str, text: str, *, explain_all: bool) -> Judgement: ...


class Work(Protocol):
    """One transaction."""

    @property
    def fresh(self) -> frozenset[str]: ...
    async def keep(self, assessments: Sequence[Assessment]) -> None: ...


class Works(Protocol):
    """Opens transactions in which the given messages count as handled."""

    def once(self, message_ids: Sequence[str]) -> AbstractAsyncContextManager[Work]: ...
