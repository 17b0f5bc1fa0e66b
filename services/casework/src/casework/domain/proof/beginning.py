"""A request was sent: what is to be looked at from now on."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from casework.domain.case import Case, Told
from casework.domain.clocks.phrases import VIETNAM
from casework.domain.directory import Directory
from casework.domain.life.parts import Request
from casework.domain.proof.addresses import targets
from casework.domain.proof.checking import Subject
from casework.domain.proof.ladder import ladder_above, outlet_of
from casework.domain.proof.proof import Proof
from casework.domain.proof.requirement import Watching


def begin(case: Case, request: Request, told: Told, directory: Directory, watching: Watching, now: datetime) -> Proof:
    day = now.astimezone(VIETNAM).date()
    outlet = outlet_of(directory, told.outlet_id, told.outlet_name, day)
    names = dict.fromkeys((directory.provincial(day).name, case.unit.name))
    return Proof(
        case_id=case.id,
        request_id=request.id,
        publication_id=request.publication_id,
        track=request.track,
        subject=Subject(told.title, told.published_at, tuple(names)),
        targets=targets(told.address, request.medium, outlet),
        since=now,
        until=now + timedelta(days=watching.days),
        interval=timedelta(minutes=watching.interval_minutes),
        ladder=ladder_above(directory, outlet, day),
    )


def prolonged(proof: Proof, watching: Watching, now: datetime) -> Proof:
    """It was passed on to whoever stands above: that takes time, and it is looked at for as long again."""
    return replace(proof, until=max(proof.until, now + timedelta(days=watching.days)))


def climbed(proof: Proof, told: Told, directory: Directory, day: date) -> Proof:
    """With the ladder as the directory has it on that day."""
    return replace(
        proof, ladder=ladder_above(directory, outlet_of(directory, told.outlet_id, told.outlet_name, day), day)
    )
