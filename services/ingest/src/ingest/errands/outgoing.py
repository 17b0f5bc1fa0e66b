"""What an errand found, as an event."""

from ingest.errands.report import Looked
from ingest.errands.sight import Sight
from ingest.outgoing import snapshot_ref
from shared.contracts.ingest import RevisitSeenV1, SeenPage
from shared.ops.ids import new_id


def seen_event(looked: Looked) -> RevisitSeenV1:
    errand, memory = looked.errand, looked.errand.memory
    return RevisitSeenV1(
        event_id=new_id(),
        occurred_at=looked.at,
        subject_id=errand.id,
        subject_version=memory.told,
        correlation_id=errand.correlation_id,
        case_id=errand.case_id,
        request_id=errand.request_id,
        publication_id=errand.publication_id,
        kind=looked.kind,
        seen_at=looked.at,
        looks=memory.looks,
        failed_looks=memory.failed_looks,
        pages=[_page(sight) for sight in looked.sights],
    )


def _page(sight: Sight) -> SeenPage:
    page, leading = sight.page, sight.leading
    return SeenPage(
        role=sight.role,
        address=sight.address[:2_000],
        state=sight.state,
        detail=sight.detail,
        title=page.title[:1_000] if page else "",
        text=sight.text,
        text_truncated=sight.truncated,
        content_hash=sight.content_hash,
        snapshot=snapshot_ref(page) if page else None,
        link_text=leading.text if leading else "",
        linked_from=leading.place if leading else "",
        position=leading.number if leading else 0,
        links=leading.of if leading else 0,
    )
