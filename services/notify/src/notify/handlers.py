"""Kafka in: contract to command to use case."""

from collections.abc import Callable, Sequence

from notify.domain import KINDS, AcceptNotice, Notice
from notify.ports import Works
from notify.usecases import accept_notices
from shared.contracts.casework import NoticeRequestedV1
from shared.failures import Permanent
from shared.messaging.arrivals import Arrival
from shared.messaging.ladder import Handler


class UnknownKind(Permanent):
    """There is no letter for this kind of notice: parked, so that nobody gets the wrong words and nothing is lost."""


def on_notices_requested(works: Works, wake_courier: Callable[[], None]) -> Handler[NoticeRequestedV1]:
    async def handle(arrivals: Sequence[Arrival[NoticeRequestedV1]]) -> frozenset[str]:
        fresh = await accept_notices([_command(arrival) for arrival in arrivals], works)
        wake_courier()
        return fresh

    return handle


def _command(arrival: Arrival[NoticeRequestedV1]) -> AcceptNotice:
    event = arrival.event
    if event.kind not in KINDS:
        raise UnknownKind(
            f"Notice {event.notice_id} is of the kind {event.kind!r}, for which this notify has no letter "
            f"(it has {', '.join(sorted(KINDS))}). Install the notify that belongs to this casework, then replay it."
        )
    notice = Notice(
        id=event.notice_id,
        kind=event.kind,
        case_id=event.subject_id,
        body_id=event.recipient.body_id,
        recipient_name=event.recipient.name,
        channel=event.recipient.channel,
        address=event.recipient.address,
        case_title=event.case_title,
        outlet_name=event.outlet_name,
        publication_title=event.publication_title,
        publication_address=event.publication_address,
        published_at=event.published_at,
        captured_at=event.captured_at,
        due_at=event.due_at,
        due_basis=event.due_basis,
        cause=arrival.cause,
        rule_id=event.rule_id,
        rule_title=event.rule_title,
        force=event.force,
        mark=event.mark,
        derivation=tuple(event.derivation),
        reminder_basis=event.reminder_basis,
        remark=event.remark,
    )
    return AcceptNotice(event.event_id, notice)
