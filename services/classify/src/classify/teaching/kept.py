"""Publications as they were judged, in Mongo: texts for a while, so that they can be judged again and learnt from.

Only those of which another model or gazetteer could say something else: a tenth of what comes (`worth_keeping`).
"""

from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from classify.domain import Assessment, Publication
from classify.judgement.judge import Judgement
from shared.store.client import Index
from shared.store.driver import ASCENDING, Document, IndexModel, UpdateOne
from shared.store.unit_of_work import Transaction

KEPT = "publications"
FOR_PEOPLE, FOR_NOBODY = timedelta(days=180), timedelta(days=60)
"""How long a text is kept: as long as its story, or, when it concerns nobody here, as casework keeps its sighting
(its data/retention.yaml). What an officer judged stays for as long as the verdict."""

KEPT_INDEXES = (
    Index(KEPT, IndexModel([("captured_at", ASCENDING), ("_id", ASCENDING)])),
    Index(KEPT, IndexModel("gone_at", expireAfterSeconds=0)),
)
_ABOUT_WORK = 0.5
_NAMES = tuple(field.name for field in fields(Publication) if field.name not in ("id", "version"))


class LastSaid(NamedTuple):
    """Of the last assessment: what anybody would notice if it changed."""

    relevant: str
    topic: str
    tone: str
    urgency: str


async def keep(transaction: Transaction, assessments: Sequence[Assessment]) -> None:
    """A text that is there already stays as long as it would have stayed."""
    now = datetime.now(UTC)
    worth = [one for one in assessments if worth_keeping(one.judgement)]
    if worth:
        writes = [UpdateOne({"_id": one.publication.id}, _change(one, now), upsert=True) for one in worth]
        await transaction.collection(KEPT).bulk_write(writes, ordered=False, session=transaction.session)


def worth_keeping(judgement: Judgement) -> bool:
    """What speaks of both work and the province, and what is about work wherever: places are learnt of later."""
    return judgement.relevant != "no" or judgement.score > 0 or judgement.labour >= _ABOUT_WORK


def publication_of(row: Document) -> Publication:
    """With the version of its last assessment."""
    return Publication(id=row["_id"], version=row["version"], **{name: row[name] for name in _NAMES})


def said_of(row: Document) -> LastSaid:
    return LastSaid(*(row[name] for name in LastSaid._fields))


def saying(judgement: Judgement, version: int) -> Document:
    """What the newest assessment said."""
    said = {name: getattr(judgement, name) for name in LastSaid._fields}
    return {**said, "version": version, "model_version": judgement.model_version}


def _change(assessment: Assessment, now: datetime) -> Document:
    publication, judgement = assessment.publication, assessment.judgement
    kept = {name: getattr(publication, name) for name in _NAMES} | saying(judgement, publication.version)
    stays = FOR_NOBODY if judgement.relevant == "no" else FOR_PEOPLE
    kept["correlation_id"] = assessment.cause.correlation_id
    return {"$set": kept, "$setOnInsert": {"gone_at": now + stays}}
