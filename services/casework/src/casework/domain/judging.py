"""An officer's verdict on a publication of which the machine was not sure, or wrong."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from casework.domain.lanes import LIVE
from casework.domain.life.actor import Actor
from casework.domain.life.guards import Scene, may, text
from casework.domain.life.refusals import Missing, Stale
from casework.domain.life.verifying import DESK
from casework.domain.sighting import Sighting

TAKEN_BACK = "unsure"
Relevance = Literal["yes", "no", "unsure"]
"""`unsure` takes a no back: the publication waits for a person again."""


@dataclass(frozen=True, slots=True)
class Judging:
    """Command. `topic` and `unit_id` empty: as the machine and the directory say; a no needs a reason."""

    publication_id: str
    relevant: Relevance
    actor: Actor
    at: datetime
    topic: str = ""
    unit_id: str = ""
    reason: str = ""
    read_version: int = 0
    """Of the verdict that was there when the officer looked; 0: none."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The `version`-th verdict on a publication."""

    publication_id: str
    version: int
    relevant: Relevance
    topic: str
    unit_id: str
    reason: str
    by: str
    role: str
    at: datetime
    case_id: str = ""


def judged(judging: Judging, before: Verdict | None, case_id: str) -> Verdict:
    """Before any effect; `case_id`: the case that tells of it already. Raises Refused."""
    may(Scene(judging.actor, judging.at, ""), DESK, "đánh giá bài")
    version = before.version if before else 0
    if judging.read_version != version:
        raise Stale(judging.read_version, version)
    if judging.relevant == "no":
        text(judging.reason, "lý do bài không liên quan")
    if judging.relevant == "unsure" and (before is None or before.relevant == "unsure"):
        raise Missing("Bài này chưa ai đánh giá, nên không có gì để hoàn tác.")
    if judging.relevant != "yes" and case_id:
        raise Missing(f"Bài này đã thuộc hồ sơ {case_id}. Loại hồ sơ, hoặc tách bài khỏi hồ sơ, nêu lý do ở đó.")
    return Verdict(
        judging.publication_id,
        version + 1,
        judging.relevant,
        judging.topic,
        judging.unit_id,
        judging.reason.strip(),
        judging.actor.account,
        judging.actor.role,
        judging.at,
        case_id,
    )


def as_judged(sighting: Sighting, judging: Judging) -> Sighting:
    """The sighting as the officer says it is. What a person takes up is of today, however old."""
    return replace(sighting, relevant=judging.relevant, topic=judging.topic or sighting.topic, lane=LIVE)
