"""Facts of ingest as events."""

from ingest.domain import Capture, HealthChange, Page, Revisit
from shared.contracts.ingest import (
    BACKFILL,
    OutletRef,
    PublicationBackfilledV1,
    PublicationCapturedV1,
    PublicationChangedV1,
    SnapshotRef,
    SourceHealthChangedV1,
    TimeGiven,
)
from shared.ops.ids import new_id


def captured_event(capture: Capture) -> PublicationCapturedV1:
    source, entry = capture.source, capture.entry
    kind = PublicationBackfilledV1 if capture.lane == BACKFILL else PublicationCapturedV1
    return kind(
        event_id=new_id(),
        occurred_at=capture.captured_at,
        subject_id=capture.publication_id,
        subject_version=1,
        correlation_id=capture.cause.correlation_id,
        lane=capture.lane,
        outlet=OutletRef(id=source.outlet_id, name=source.outlet_name, medium=source.medium),
        source_id=source.id,
        address=entry.address,
        title=entry.title,
        text=capture.text,
        text_truncated=capture.truncated,
        published_at=entry.published_at,
        captured_at=capture.captured_at,
        snapshot=snapshot_ref(capture.page),
        content_hash=capture.content_hash,
        signature=capture.signature,
        author=capture.author,
        published_from=capture.time_from,
        times=[TimeGiven(where=found.where, written=found.written, moment=found.moment) for found in capture.times],
    )


def changed_event(revisit: Revisit) -> PublicationChangedV1:
    known = revisit.known
    return PublicationChangedV1(
        event_id=new_id(),
        occurred_at=revisit.seen_at,
        subject_id=known.publication_id,
        subject_version=known.version + 1,
        correlation_id=known.correlation_id,
        change=revisit.change,
        address=known.address,
        seen_at=revisit.seen_at,
        title=revisit.page.title if revisit.page else known.title,
        text=revisit.text,
        snapshot=snapshot_ref(revisit.page) if revisit.page else None,
        content_hash=revisit.content_hash,
        previous_hash=known.content_hash,
        difference=list(revisit.difference),
        before=revisit.before,
        after=revisit.after,
    )


def health_event(change: HealthChange) -> SourceHealthChangedV1:
    source = change.source
    return SourceHealthChangedV1(
        event_id=new_id(),
        occurred_at=change.at,
        subject_id=source.id,
        subject_version=source.version + 1,
        correlation_id=source.id,
        name=f"{source.outlet_name}: {source.url}",
        state=source.state,
        reason=source.reason[:500],
        since=change.at,
        previous=change.previous,
        outlet_id=source.outlet_id,
        medium=source.medium,
        address=source.url,
        priority=source.priority,
    )


def snapshot_ref(page: Page) -> SnapshotRef:
    return SnapshotRef(sha256=page.sha256, size=len(page.body), content_type=page.content_type[:200])
