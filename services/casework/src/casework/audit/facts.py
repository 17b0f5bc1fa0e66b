"""What the product puts on record, as facts."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from casework.audit.entry import PUBLICATION, SYSTEM, Fact, UnsoundFact, case_chain, report_chain
from casework.domain.change import MACHINE, Change
from casework.domain.judging import Verdict
from casework.domain.reporting import report as reporting
from casework.domain.sighting import Sighting


def case_changed(change: Change) -> Fact:
    details: dict[str, Any] = {"publication_id": change.publication_id} if change.publication_id else {}
    if change.publications:
        details["publication_ids"] = list(change.publications)
    return Fact(
        chain=case_chain(change.case_id),
        kind=change.kind,
        at=change.at,
        actor=change.actor,
        role=change.role or MACHINE,
        reason=change.reason,
        note=change.note,
        before=change.version - 1,
        after=change.version,
        files=change.files,
        details=details,
    )


def report_changed(report_id: str, version: int, change: reporting.Change) -> Fact:
    """`version`: the report's after it. The files of the first one: the hash of the figures."""
    return Fact(
        chain=report_chain(report_id),
        kind=change.kind,
        at=change.at,
        actor=change.actor,
        role=change.role,
        reason=change.reason,
        note=change.note,
        before=version - 1,
        after=version,
        files=change.files,
    )


def looked_at(look: Change) -> Fact:
    """Pages say the same as before: nothing of the case has changed, and there is proof of the day."""
    return replace(case_changed(look), before=None, after=None)


def author_read(author: str, actor: str, role: str, reason: str, at: datetime, case_id: str | None = None) -> Fact:
    """Somebody sees who wrote something. `author` says of what, not the name. Raises UnsoundFact."""
    if not reason.strip():
        raise UnsoundFact("Phải ghi lý do trước khi xem danh tính người đăng (--reason).")
    chain = case_chain(case_id) if case_id else SYSTEM
    return Fact(chain, "author-revealed", at, actor, role, reason.strip(), details={"author": author})


def publication_judged(verdict: Verdict, sighting: Sighting) -> Fact:
    """In the publication's own chain: a no leaves its trace there, and nowhere else."""
    said = {
        "relevant": verdict.relevant,
        "topic": verdict.topic,
        "unit_id": verdict.unit_id,
        "case_id": verdict.case_id,
    }
    machine = {"machine_relevant": sighting.relevant, "machine_topic": sighting.topic, "title": sighting.title[:300]}
    return Fact(
        chain=f"{PUBLICATION}{verdict.publication_id}",
        kind="publication-judged",
        at=verdict.at,
        actor=verdict.by,
        role=verdict.role,
        reason=verdict.reason,
        before=verdict.version - 1,
        after=verdict.version,
        details=said | machine,
    )
