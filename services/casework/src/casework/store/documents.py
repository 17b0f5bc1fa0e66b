"""Cases and their parts as documents, and back."""

from casework.domain.case import Case, Change, Sighting, Told
from casework.domain.directory import Body
from shared.store.driver import Document


def case_document(case: Case) -> Document:
    return {
        "_id": case.id,
        "version": case.version,
        "title": case.title,
        "status": case.status,
        "topic": case.topic,
        "urgency": case.urgency,
        "unit": body_reference(case.unit),
        "opened_at": case.opened_at,
        "due_at": case.due_at,
        "place_names": list(case.place_names),
        "notice_state": case.notice_state,
        "told": [told_document(told) for told in case.told],
    }


def case_of(row: Document) -> Case:
    return Case(
        id=row["_id"],
        version=row["version"],
        title=row["title"],
        status=row["status"],
        topic=row["topic"],
        urgency=row["urgency"],
        unit=Body(row["unit"]["id"], row["unit"]["name"], row["unit"]["kind"], row["unit"]["address"], frozenset()),
        opened_at=row["opened_at"],
        due_at=row["due_at"],
        told=tuple(Told(**told) for told in row["told"]),
        place_names=tuple(row["place_names"]),
        notice_state=row["notice_state"],
    )


def told_document(told: Told) -> Document:
    return {
        "publication_id": told.publication_id,
        "outlet_name": told.outlet_name,
        "address": told.address,
        "title": told.title,
        "published_at": told.published_at,
        "captured_at": told.captured_at,
        "state": told.state,
        "changed_at": told.changed_at,
    }


def body_reference(body: Body) -> Document:
    """As it was when the case was opened: a later change of the directory does not rewrite the past."""
    return {"id": body.id, "name": body.name, "kind": body.kind, "address": body.address}


def sighting_document(sighting: Sighting) -> Document:
    """What is not relevant keeps only what a person needs to find and overrule it."""
    row = {
        "_id": sighting.message_id,
        "publication_id": sighting.publication_id,
        "outlet_name": sighting.outlet_name,
        "title": sighting.title,
        "address": sighting.address,
        "relevant": sighting.relevant,
        "score": sighting.score,
        "captured_at": sighting.captured_at,
    }
    if sighting.relevant != "no":
        row |= {"topic": sighting.topic, "lead": sighting.lead, "words": list(sighting.words)}
    return row


def change_document(change: Change) -> Document:
    return {
        "_id": f"{change.case_id}:{change.version:08d}",
        "case_id": change.case_id,
        "at": change.happened_at or change.at,
        "learnt_at": change.at,
        "kind": change.kind,
        "actor": change.actor,
        "publication_id": change.publication_id,
        "note": change.note,
    }


def journey_documents(case_id: str, sighting: Sighting) -> list[Document]:
    """What happened to a publication before it reached the case."""
    common = {"case_id": case_id, "actor": "machine", "publication_id": sighting.publication_id}
    steps = (
        ("captured", sighting.captured_at, sighting.outlet_name),
        ("assessed", sighting.assessed_at, _verdict(sighting)),
    )
    return [
        {
            "_id": f"{case_id}:{sighting.publication_id}:{kind}",
            "kind": kind,
            "at": at,
            "learnt_at": at,
            "note": note,
            **common,
        }
        for kind, at, note in steps
    ]


def _verdict(sighting: Sighting) -> str:
    return f"{sighting.score:.2f} · {', '.join(sighting.words[:6])}"
