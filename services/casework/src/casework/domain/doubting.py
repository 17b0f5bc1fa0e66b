"""A machine that judges again does not take a case back: it says so on the record, and people look."""

from datetime import datetime

from casework.domain.case import Case
from casework.domain.life.stages import EDITABLE
from casework.domain.sighting import Sighting

DOUBTED = "publication-doubted"


def doubted(case: Case, sighting: Sighting, now: datetime) -> Case:
    """A line in a case that is open, where one of its publications is not relevant any more, as the machine says."""
    if sighting.relevant != "no" or case.status not in EDITABLE:
        return case
    score = f"{sighting.score:.2f}".replace(".", ",")
    note = f"mô hình {sighting.model} (trước là {sighting.replaces}), điểm {score}"
    return case.record(DOUBTED, now, sighting.cause, sighting.publication_id, note)
