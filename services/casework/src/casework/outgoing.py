"""Facts of casework as events."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from casework.domain.case import TARGET_BASIS, Case, Order, Told
from casework.domain.change import MACHINE, Change, Moved
from casework.domain.clocks.phrases import VIETNAM
from casework.domain.clocks.running import RunningClock
from casework.domain.clockwork import VERIFY
from casework.domain.directory import Body
from casework.domain.judging import Verdict
from casework.domain.proof.proof import Proof
from casework.domain.proof.requirement import ProofRules
from casework.domain.sighting import Sighting
from casework.ports import HandoverWanted, NoticeWanted, ReminderWanted
from shared.contracts.casework import (
    MOST_MOVED,
    BodyChangedV1,
    CaseChangedV1,
    CasePublication,
    CaseStateV1,
    NoticeRequestedV1,
    PublicationJudgedV1,
    PublicationsMoved,
    Recipient,
    RevisitAddress,
    RevisitRequestedV1,
)
from shared.ops.ids import new_id

OPEN_TO_ALL, HIDDEN = "normal", "(vụ việc bảo mật)"
STATE_PUBLICATIONS = 50
"""A state carries the first ones only, since a record of Kafka holds 1 MB; `case-changed` tells of every one."""


def change_event(case: Case, change: Change) -> CaseChangedV1:
    """What a person wrote stays here when the case is for fewer eyes, and reasons always do."""
    return CaseChangedV1(
        event_id=new_id(),
        occurred_at=change.at,
        subject_id=change.case_id,
        subject_version=change.version,
        correlation_id=change.cause.correlation_id,
        causation_id=change.cause.event_id,
        kind=change.kind,
        actor=change.actor,
        role=change.role,
        publication_id=change.publication_id,
        note=change.note if case.life.level == OPEN_TO_ALL else "",
        moved=_moved(change.moved) if change.moved else None,
    )


def _moved(moved: Moved) -> PublicationsMoved:
    return PublicationsMoved(
        case_id=moved.case_id,
        publications=list(moved.publications[:MOST_MOVED]),
        others=list(moved.others[:MOST_MOVED]),
        together=moved.together,
    )


def state_event(case: Case, told: Sequence[Told]) -> CaseStateV1:
    """The case after the last of its changes; `told` are its first publications, at most STATE_PUBLICATIONS."""
    now, cause = case.changes[-1].at, case.changes[-1].cause
    hidden = case.life.level == "confidential"
    return CaseStateV1(
        event_id=new_id(),
        occurred_at=now,
        subject_id=case.id,
        subject_version=case.version,
        correlation_id=cause.correlation_id,
        causation_id=cause.event_id,
        title=HIDDEN if hidden else case.title,
        status=case.status,
        topic=case.topic,
        urgency=case.urgency,
        unit_id=case.unit.id,
        unit_name=case.unit.name,
        opened_at=case.opened_at,
        due_at=case.due_at,
        publications=[
            CasePublication(
                publication_id=one.publication_id,
                outlet_name=one.outlet_name,
                address=one.address,
                title=one.title,
                published_at=one.published_at,
                state=one.state,
            )
            for one in (() if hidden else told)
        ],
        verdict=case.life.conclusion.verdict if case.life.conclusion and case.life.conclusion.approved_by else "",
        level=case.life.level,
        merged_into=case.life.merged_into or None,
    )


def notice_event(notice: NoticeWanted) -> NoticeRequestedV1:
    case, about = notice.case, notice.about
    clock = next((one for one in reversed(case.clocks) if one.rule_id == VERIFY), None)
    return NoticeRequestedV1(
        event_id=new_id(),
        occurred_at=case.opened_at,
        subject_id=case.id,
        subject_version=case.version,
        correlation_id=notice.cause.correlation_id,
        causation_id=notice.cause.event_id,
        notice_id=case.asked.notice_id,
        kind="verification-requested",
        recipient=Recipient(body_id=case.unit.id, name=case.unit.name, address=case.unit.address),
        case_title=case.title,
        outlet_name=about.outlet_name,
        publication_title=about.title,
        publication_address=about.address,
        published_at=about.published_at,
        captured_at=about.captured_at,
        due_at=case.due_at,
        due_basis=TARGET_BASIS,
        **(_deadline(clock) if clock else {}),
    )


def reminder_event(wanted: ReminderWanted) -> NoticeRequestedV1:
    """Of a confidential case nothing is told but that something is due: a mail is read by whoever opens the box."""
    case, call, told = wanted.case, wanted.call, wanted.told
    clock, planned = call.telling.clock, call.telling.planned
    return NoticeRequestedV1(
        event_id=new_id(),
        occurred_at=wanted.at,
        subject_id=case.id,
        subject_version=case.version,
        correlation_id=case.id,
        notice_id=wanted.notice_id,
        kind=planned.kind,
        recipient=Recipient(body_id=call.body.id, name=call.name, address=call.body.address),
        **_about(case, told),
        due_at=clock.due_at,
        due_basis=clock.basis,
        **_deadline(clock),
        reminder_id=planned.rule_id,
        reminder_basis=planned.grounds,
        remark=call.telling.remark,
    )


def handover_event(wanted: HandoverWanted) -> NoticeRequestedV1:
    """The verification goes on with whoever has taken over; the deadline is the one that ran before."""
    case = wanted.case
    clock = next((one for one in reversed(case.clocks) if one.rule_id == VERIFY and one.ended_at is None), None)
    return NoticeRequestedV1(
        event_id=new_id(),
        occurred_at=wanted.at,
        subject_id=case.id,
        subject_version=case.version,
        correlation_id=case.id,
        notice_id=wanted.notice.notice_id,
        kind=wanted.notice.kind,
        recipient=Recipient(body_id=case.unit.id, name=case.unit.name, address=case.unit.address),
        **_about(case, wanted.told),
        due_at=clock.due_at if clock else None,
        due_basis=clock.basis if clock else "",
        **(_deadline(clock) if clock else {}),
        remark=wanted.notice.title,
    )


def _about(case: Case, told: Told | None) -> dict[str, Any]:
    """What a notice tells of its case: of a confidential one only that there is one."""
    hidden = case.life.level == "confidential"
    shown = None if hidden else told
    return {
        "case_title": HIDDEN if hidden else case.title,
        "outlet_name": shown.outlet_name if shown else "",
        "publication_title": shown.title if shown else "",
        "publication_address": shown.address if shown else "",
        "published_at": shown.published_at if shown else None,
        "captured_at": told.captured_at if told else case.opened_at,
    }


def _deadline(clock: RunningClock) -> dict[str, Any]:
    return {
        "rule_id": clock.rule_id,
        "rule_title": clock.title,
        "force": clock.force,
        "mark": clock.mark,
        "derivation": list(clock.derivation),
    }


def revisit_event(proof: Proof, rules: ProofRules, version: int, order: Order) -> RevisitRequestedV1:
    """What is to be looked at from now on, or that nothing is any more."""
    requirement = rules.find(proof.track, proof.since.astimezone(VIETNAM).date())
    return RevisitRequestedV1(
        event_id=new_id(),
        occurred_at=order.at,
        subject_id=proof.id,
        subject_version=version,
        correlation_id=order.cause.correlation_id,
        causation_id=order.cause.event_id,
        case_id=proof.case_id,
        request_id=proof.request_id,
        publication_id=proof.publication_id,
        track=proof.track,
        state="ended" if proof.ended else "wanted",
        reason=proof.ended,
        addresses=[RevisitAddress(role=one.role, address=one.address) for one in proof.targets],
        notice_title=requirement.heading,
        phrases=[one for one in (requirement.heading, proof.subject.title, *requirement.signs) if one.strip()],
        required=[item.name for item in requirement.items],
        since=order.at,
        until=proof.until,
        interval_seconds=int(proof.interval.total_seconds()),
    )


def judged_event(verdict: Verdict, sighting: Sighting) -> PublicationJudgedV1:
    """The officer's reason stays here."""
    return PublicationJudgedV1(
        event_id=new_id(),
        occurred_at=verdict.at,
        subject_id=verdict.publication_id,
        subject_version=verdict.version,
        correlation_id=sighting.cause.correlation_id,
        relevant=verdict.relevant,
        topic=verdict.topic,
        unit_id=verdict.unit_id or None,
        case_id=verdict.case_id or None,
        judged_by=verdict.by,
        role=verdict.role,
        machine_relevant=sighting.relevant,
        machine_score=sighting.score,
        machine_topic=sighting.topic,
    )


def body_event(body: Body, version: int, now: datetime, actor: str = MACHINE) -> BodyChangedV1:
    return BodyChangedV1(
        event_id=new_id(),
        occurred_at=now,
        subject_id=body.id,
        subject_version=version,
        correlation_id=body.id,
        actor=actor,
        name=body.name,
        kind=body.kind,
        roles=list(body.roles),
        address=body.address,
        address_is_placeholder=body.address_is_placeholder,
        attention=body.attention,
        postal=body.postal,
        phone=body.phone,
        web=body.web,
        places=sorted(body.places),
        sectors=sorted(body.sectors),
        valid_from=_midnight(body.valid_from),
        valid_to=_midnight(body.valid_to),
        successor_id=body.successor_id or None,
        medium=body.medium,
        owner_id=body.owner_id or None,
        correction_place=body.correction_place,
        mark=body.mark,
        dates_mark=body.dates_mark,
        source=body.source,
        note=body.note,
    )


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), UTC) if day else None
