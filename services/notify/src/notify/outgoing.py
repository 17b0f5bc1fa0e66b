"""Facts of notify as events."""

from notify.domain import Outcome
from shared.contracts.notify import DeliveryChangedV1
from shared.ops.ids import new_id


def to_event(outcome: Outcome) -> DeliveryChangedV1:
    notice = outcome.notice
    return DeliveryChangedV1(
        event_id=new_id(),
        occurred_at=outcome.at,
        subject_id=notice.id,
        subject_version=max(1, notice.attempt),
        correlation_id=notice.cause.correlation_id,
        causation_id=notice.cause.event_id,
        state=outcome.state,
        case_id=notice.case_id,
        body_id=notice.body_id,
        channel=notice.channel,
        attempt=max(1, notice.attempt),
        at=outcome.at,
        detail=outcome.detail[:500],
    )
