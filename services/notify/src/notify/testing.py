"""Notify's ports in memory, and examples to begin a test with."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from notify.domain import POSTPONED, SENT, Notice, Outcome, pause_after
from notify.outgoing import to_event
from shared.cause import Cause
from shared.store.testing import InMemoryRepositories, InMemoryUnitOfWork

AT = datetime(2026, 11, 24, 3, 52, 7, tzinfo=UTC)

_NOTICE = Notice(
    id="notice-1",
    kind="verification-requested",
    case_id="case-1",
    body_id="cam-duong",
    recipient_name="Công đoàn phường Cam Đường",
    channel="email",
    address="cam-duong@cong-doan.example",
    case_title="Công nhân Lào Cai bị nợ lương ba tháng",
    outlet_name="Báo Lào Cai",
    publication_title="Công nhân Lào Cai bị nợ lương ba tháng",
    publication_address="https://bao.example/tin/1",
    published_at=AT,
    captured_at=AT,
    due_at=AT + timedelta(days=2),
    due_basis="mục tiêu nội bộ, không phải thời hạn theo luật",
    cause=Cause("journey-1", "event-1"),
)


def a_notice(**other: Any) -> Notice:
    return replace(_NOTICE, **other)


class InMemoryWork(InMemoryRepositories):
    """Port: notify.ports.Work. A notice's row: the notice, its state, who claims it, when it is due."""

    async def accept(self, notices: Sequence[Notice]) -> None:
        for notice in notices:
            if notice.id in self._transaction.table("notices"):
                continue
            row = {"notice": notice, "state": "waiting", "claim": "", "due": AT}
            self._transaction.insert("notices", notice.id, row)

    async def record(self, outcomes: Sequence[Outcome], claim: str) -> None:
        for outcome in outcomes:
            notice = outcome.notice
            row = self._transaction.table("notices").get(notice.id)
            if row is None or row["claim"] != claim:
                continue
            ended = outcome.state != POSTPONED
            change = (
                {"state": outcome.state}
                if ended
                else {"state": "waiting", "due": outcome.at + pause_after(notice.attempt)}
            )
            self._transaction.table("notices")[notice.id] = row | change | {"claim": ""}
            self._transaction.insert("deliveries", f"{notice.id}:{notice.attempt}", outcome)
            if outcome.state != POSTPONED:
                self._transaction.publish(to_event(outcome), notice.cause)


def in_memory_works() -> InMemoryUnitOfWork[InMemoryWork]:
    return InMemoryUnitOfWork(InMemoryWork)


class InMemoryDesk:
    """Port: notify.ports.Desk, on the tables of an in-memory unit of work; `now` is its clock."""

    def __init__(self, works: InMemoryUnitOfWork[InMemoryWork]) -> None:
        self._works = works
        self.now = AT

    async def claim(self, claim: str, limit: int) -> list[Notice]:
        notices = self._works.tables.setdefault("notices", {})
        due = [id_ for id_, row in notices.items() if row["state"] == "waiting" and row["due"] <= self.now][:limit]
        for id_ in due:
            tried = replace(notices[id_]["notice"], attempt=notices[id_]["notice"].attempt + 1)
            notices[id_] = notices[id_] | {"notice": tried, "state": "sending", "claim": claim}
        return [notices[id_]["notice"] for id_ in due]

    async def reclaim_own(self) -> int:
        notices = self._works.tables.setdefault("notices", {})
        held = [id_ for id_, row in notices.items() if row["state"] == "sending"]
        notices |= {id_: notices[id_] | {"state": "waiting", "claim": ""} for id_ in held}
        return len(held)

    async def reclaim(self, older_than: timedelta) -> int:
        """Nobody else lives in this memory."""
        return 0


class RecordingChannel:
    """Port: notify.ports.Channel. Delivers everything, unless `verdict` says otherwise."""

    def __init__(self, verdict: Callable[[Notice], str] = lambda notice: SENT) -> None:
        self.delivered: list[Notice] = []
        self._verdict = verdict

    async def deliver(self, notice: Notice) -> Outcome:
        self.delivered.append(notice)
        return Outcome(notice, self._verdict(notice), AT, "said the server")
