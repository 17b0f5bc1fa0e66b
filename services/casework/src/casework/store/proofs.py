"""Proofs as documents, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta

from casework.domain.proof.checking import Subject
from casework.domain.proof.proof import Proof, Rung, Target
from casework.domain.proof.sights import Observation, Sight
from shared.store.client import Index
from shared.store.driver import ASCENDING, Document, IndexModel

PROOFS = "proofs"
PROOF_INDEXES = (Index(PROOFS, IndexModel([("case_id", ASCENDING)])),)


def proof_document(proof: Proof) -> Document:
    return {"_id": proof.id, **asdict(proof), "interval": proof.interval.total_seconds()}


def proof_of(row: Mapping[str, object]) -> Proof:
    fields: Document = {name: value for name, value in row.items() if name != "_id"}
    subject = fields["subject"]
    fields |= {
        "subject": Subject(subject["title"], subject["published_at"], tuple(subject["bodies"])),
        "targets": tuple(Target(**one) for one in fields["targets"]),
        "interval": timedelta(seconds=fields["interval"]),
        "ladder": tuple(Rung(**one) for one in fields["ladder"]),
        "observations": tuple(_observation_of(one) for one in fields["observations"]),
    }
    return Proof(**fields)


def _observation_of(row: Document) -> Observation:
    sights = (Sight(**one | {"carried": tuple(one["carried"])}) for one in row["sights"])
    return Observation(**row | {"sights": tuple(sights)})
