"""A machine that judges again does not take a case back: it says so on the record, and people look."""

from dataclasses import replace
from datetime import datetime

from casework.domain.case import Case, Told
from casework.domain.life.stages import EDITABLE
from casework.domain.sighting import Sighting

DOUBTED, BELIEVED = "publication-doubted", "publication-believed"


def reconsidered(case: Case, told: Told, sighting: Sighting, now: datetime) -> tuple[Case, Told]:
    """A line in a case that is open, where the machine no longer takes one of its publications for relevant, or does
    so again. `case` is the one that goes on, if people merged the publication's own into it."""
    doubt = _doubt(sighting) if sighting.relevant == "no" else ""
    if bool(doubt) == bool(told.doubt) or case.status not in EDITABLE:
        return case, told
    kind, note = (DOUBTED, doubt) if doubt else (BELIEVED, f"mô hình {sighting.model}")
    said = case.record(kind, now, sighting.cause, told.publication_id, note)
    return said, replace(told, doubt=doubt)


def _doubt(sighting: Sighting) -> str:
    score = f"{sighting.score:.2f}".replace(".", ",")
    return f"mô hình {sighting.model} (trước là {sighting.replaces}), điểm {score}"
