"""Facts of classify as events."""

from classify.domain import Assessment, Publication, StoryTold
from classify.routing import named
from shared.contracts.classify import (
    Answering,
    BackfillAssessedV1,
    EvidenceWord,
    PlaceRef,
    PublicationAssessedV1,
    PublicationBrief,
    StoryChangedV1,
    StorySuggestion,
)
from shared.contracts.ingest import BACKFILL, OutletRef
from shared.ops.ids import new_id

MOST_PUBLICATIONS = 200
"""Of a story in one event; the count tells of the rest."""


def story_event(told: StoryTold) -> StoryChangedV1:
    story = told.story
    return StoryChangedV1(
        event_id=new_id(),
        occurred_at=told.at,
        subject_id=str(story.id),
        subject_version=story.version,
        correlation_id=told.cause.correlation_id,
        causation_id=told.cause.event_id,
        publications=[str(one) for one in story.publications[:MOST_PUBLICATIONS]],
        count=len(story.publications),
        suggested=[
            StorySuggestion(publication=str(one.publication), near=str(one.near), score=one.score)
            for one in story.suggested
        ],
        merged_into=str(story.merged_into) or None,
    )


def to_event(assessment: Assessment) -> PublicationAssessedV1:
    publication, judgement = assessment.publication, assessment.judgement
    passed_on = judgement.relevant != "no"
    kind = BackfillAssessedV1 if publication.lane == BACKFILL else PublicationAssessedV1
    return kind(
        event_id=new_id(),
        occurred_at=assessment.assessed_at,
        subject_id=publication.id,
        subject_version=publication.version,
        correlation_id=assessment.cause.correlation_id,
        causation_id=assessment.cause.event_id,
        publication=_brief(publication, passed_on=passed_on),
        relevant=judgement.relevant,
        score=judgement.score,
        labour=judgement.labour,
        province=judgement.province,
        topic=judgement.topic,
        tone=judgement.tone,
        urgency=judgement.urgency,
        places=[PlaceRef(code=place.code, name=named(place, assessment.day)) for place in judgement.places],
        units=[answer.unit for answer in assessment.answering],
        answering=[Answering(**answer._asdict()) for answer in assessment.answering],
        evidence=[
            EvidenceWord(axis=e.axis, word=e.word, weight=e.weight, start=e.start, end=e.end)
            for e in (judgement.evidence if passed_on else ())
        ],
        model_version=judgement.model_version,
        replaces=assessment.replaces,
    )


def _brief(publication: Publication, *, passed_on: bool) -> PublicationBrief:
    return PublicationBrief(
        outlet=OutletRef(id=publication.outlet_id, name=publication.outlet_name, medium=publication.medium),
        address=publication.address,
        title=publication.title,
        lead=publication.lead if passed_on else "",
        lane=publication.lane,
        published_at=publication.published_at,
        captured_at=publication.captured_at,
        content_hash=publication.content_hash,
        signature=publication.signature if passed_on else "",
    )
