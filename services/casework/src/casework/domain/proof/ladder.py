"""Whom to turn to when the outlet does not: its owner, the regulator, the ministry, at last the court."""

from collections.abc import Sequence
from datetime import date

from casework.domain.directory import Body, Directory
from casework.domain.directory.questions import EndedWithoutSuccessor, UnknownBody
from casework.domain.directory.roles import MINISTRY, OUTLET, OWNER, REGULATOR
from casework.domain.proof.folding import fold
from casework.domain.proof.proof import Rung

COURT = Rung("court", "Tòa án", "V")
ROLE_NAMES = {
    OWNER: "cơ quan chủ quản",
    REGULATOR: "cơ quan quản lý nhà nước về báo chí ở tỉnh",
    MINISTRY: "Bộ quản lý nhà nước về báo chí",
    COURT.role: "Tòa án",
}


def outlet_of(directory: Directory, outlet_id: str, name: str, day: date) -> Body | None:
    """The outlet by the id of its source, else by its name; None when the directory does not know it."""
    outlets = [body for body in directory if body.is_a(OUTLET) and body.exists_on(day)]
    same_id = [body for body in outlets if body.id == outlet_id]
    same_name = [body for body in outlets if fold(body.name) == fold(name)]
    return next(iter((*same_id, *same_name)), None)


def ladder_above(directory: Directory, outlet: Body | None, day: date) -> tuple[Rung, ...]:
    """Rungs without a name where the directory cannot say who it is."""
    if outlet is None:
        return (Rung(OWNER), Rung(REGULATOR), Rung(MINISTRY), COURT)
    try:
        rungs = directory.escalation_of(outlet.id, day)
    except (EndedWithoutSuccessor, UnknownBody):
        return (Rung(OWNER), Rung(REGULATOR), Rung(MINISTRY), COURT)
    named = (Rung(one.role, one.body.name, one.body.mark) if one.body else Rung(one.role) for one in rungs)
    return (*named, COURT)


def next_rung(ladder: Sequence[Rung], done: Sequence[str]) -> Rung | None:
    """The first that the request was not passed to; people write a name or what the body is."""
    asked = {fold(one) for one in done}
    for rung in ladder:
        if fold(rung.name) not in asked and fold(ROLE_NAMES.get(rung.role, rung.role)) not in asked:
            return rung
    return None
