"""Two cases out of one, after the step that allows it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from casework.domain.asked import Asked
from casework.domain.case import Case, Order, Told
from casework.domain.clockwork import Clockwork
from casework.domain.directory import Body
from casework.domain.life.life import Life
from casework.domain.life.parts import Link


@dataclass(frozen=True, slots=True)
class NewCase:
    """What a case is opened with: its ids, and whoever verifies it."""

    id: str
    notice_id: str
    unit: Body


@dataclass(frozen=True, slots=True)
class Parting:
    """`stays` is the case after the step, `goes` the new one, which tells of `told`."""

    stays: Case
    goes: Case
    told: tuple[Told, ...]


def part(case: Case, order: Order, clockwork: Clockwork, going: Sequence[Told], new: NewCase) -> Parting:
    """`going` are those of the named publications that are the case's own. Raises Refused, Stale."""
    ordered = sorted(going, key=lambda one: one.number)
    stays = case.act(order, clockwork, {one.publication_id for one in ordered}, new.id)
    told = tuple(replace(one, case_id=new.id, number=number) for number, one in enumerate(ordered, start=1))
    goes = _begun(case, order, clockwork, told, new)
    return Parting(replace(stays, told_count=case.told_count - len(told)), goes, told)


def _begun(case: Case, order: Order, clockwork: Clockwork, told: Sequence[Told], new: NewCase) -> Case:
    """For as few eyes as the case it comes from. Its unit is asked at once, unless nobody has confirmed the matter."""
    asked = case.life.stage != "triage"
    link = Link(case.id, order.command.reason.strip())
    goes = replace(
        case,
        id=new.id,
        version=0,
        title=told[0].title,
        unit=new.unit,
        opened_at=order.at,
        asked=Asked(new.notice_id),
        notices=(),
        unit_ended=False,
        question=case.question if new.unit.id == case.unit.id else "",
        proposals=case.proposals if new.unit.id == case.unit.id else (),
        life=Life("verification-requested" if asked else "triage", level=case.life.level, links=(link,)),
        clocks=clockwork.opened(order.at) if asked else (),
        told_count=len(told),
        changes=(),
    )
    goes = goes.done_by(order, "opened", f"tách từ hồ sơ {case.id}")
    for one in told:
        goes = goes.done_by(order, "publication-moved", one.outlet_name, one.publication_id)
    return goes.done_by(order, "notice-requested", new.unit.name, told[0].publication_id) if asked else goes
