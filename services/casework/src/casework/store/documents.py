"""Cases and their parts as documents, and back."""

from dataclasses import asdict

from casework.domain.asked import Asked
from casework.domain.case import Case, Told
from casework.domain.change import Change
from casework.domain.choosing import Proposal
from casework.domain.directory import Body
from casework.domain.lanes import LIVE
from casework.domain.pending import next_due
from casework.domain.sighting import Sighting
from casework.domain.wording import words_of
from casework.store.life_documents import clock_document, clock_of, life_document, life_of
from casework.store.verdicts import whole_sighting
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
        "next_due_at": next_due(case.life, case.clocks),
        "fires_at": case.fires_at,
        "reminds_at": case.reminds_at,
        "held_by": case.held_by,
        "unit_ended": case.unit_ended,
        "life": life_document(case.life),
        "confidentiality": case.life.level,
        "clocks": [clock_document(clock) for clock in case.clocks],
        "place_names": list(case.place_names),
        "words": words_of(case.title, *case.place_names),
        "asked": asdict(case.asked),
        "notices": [asdict(notice) for notice in case.notices],
        "told_count": case.told_count,
        # Only while a person has to choose, so that what is chosen costs nothing.
        **({"question": case.question, "proposals": [asdict(one) for one in case.proposals]} if case.question else {}),
    }


def case_of(row: Document) -> Case:
    return Case(
        id=row["_id"],
        version=row["version"],
        title=row["title"],
        topic=row["topic"],
        urgency=row["urgency"],
        unit=Body(row["unit"]["id"], row["unit"]["name"], row["unit"]["kind"], row["unit"]["address"], frozenset()),
        opened_at=row["opened_at"],
        life=life_of(row["life"]),
        clocks=tuple(clock_of(clock) for clock in row["clocks"]),
        asked=Asked(**row["asked"]),
        notices=tuple(Asked(**notice) for notice in row.get("notices", ())),
        told_count=row["told_count"],
        place_names=tuple(row["place_names"]),
        unit_ended=row.get("unit_ended", False),
        question=row.get("question", ""),
        proposals=tuple(Proposal(**one) for one in row.get("proposals", ())),
    )


def told_document(told: Told) -> Document:
    row = asdict(told)
    return {"_id": row.pop("publication_id"), **row}


def told_of(row: Document) -> Told:
    return Told(publication_id=row["_id"], **{key: value for key, value in row.items() if key != "_id"})


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
        "model": sighting.model,
    }
    if sighting.relevant == "unsure" or (sighting.relevant == "yes" and sighting.lane != LIVE):
        return row | whole_sighting(sighting)
    if sighting.relevant == "yes":
        row |= {"topic": sighting.topic, "lead": sighting.lead, "words": list(sighting.words)}
    return row


def change_document(change: Change) -> Document:
    return {
        "_id": f"{change.case_id}:{change.version:08d}",
        "case_id": change.case_id,
        "at": change.happened_at or change.at,
        "step": len(JOURNEY) + change.version,
        "learnt_at": change.at,
        "kind": change.kind,
        "actor": change.actor,
        "publication_id": change.publication_id,
        "note": change.note,
        "role": change.role,
        "reason": change.reason,
        "score": None,
        **(dict(zip(("before", "after"), change.sides, strict=True)) if any(change.sides) else {}),
    }


JOURNEY = ("captured", "assessed")
"""What happens to a publication before it reaches its case. `step` keeps the order of lines with one and the same time
(MongoDB keeps milliseconds): the journey, then the case's changes by version."""


def journey_documents(case_id: str, sighting: Sighting) -> list[Document]:
    common = {
        "case_id": case_id,
        "actor": "machine",
        "role": "",
        "reason": "",
        "publication_id": sighting.publication_id,
    }
    captured = {"at": sighting.captured_at, "note": sighting.outlet_name, "score": None}
    by = [f"mô hình {sighting.model}"] if sighting.model else []
    assessed = {"at": sighting.assessed_at, "note": ", ".join([*sighting.words[:6], *by]), "score": sighting.score}
    return [
        {
            "_id": f"{case_id}:{sighting.publication_id}:{kind}",
            "kind": kind,
            "step": step,
            "learnt_at": line["at"],
            **line,
            **common,
        }
        for step, (kind, line) in enumerate(zip(JOURNEY, (captured, assessed), strict=True))
    ]
