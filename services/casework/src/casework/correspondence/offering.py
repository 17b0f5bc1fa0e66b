"""Which letters the case's state allows to begin now. What the desk refuses for another reason, it says itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casework.correspondence.filed import Filed
from casework.domain.case import Case
from casework.domain.directory import PROVINCIAL, Body
from casework.domain.life.actor import Actor
from casework.domain.pending import VERIFIED_AT
from casework.letters.kinds import Kind
from casework.letters.steps import WRITERS


@dataclass(frozen=True, slots=True)
class Writable:
    """`request_id`: the request to an outlet that it is about, where it is about one."""

    kind: Kind
    request_id: str | None = None


def writable(case: Case, letters: Sequence[Filed], actor: Actor) -> list[Writable]:
    """`letters`: those of the case so far."""
    if actor.role not in WRITERS:
        return []
    asked = [] if to_itself(case.unit, actor) else _to_the_unit(case, letters)
    return [*asked, *_to_outlets(case, letters), *_copies(case, letters)]


def to_itself(unit: Body, actor: Actor) -> bool:
    """Would a letter to the unit of the case be one to its own sender?"""
    return unit.is_a(PROVINCIAL) or unit.id == actor.unit_id


def _to_the_unit(case: Case, letters: Sequence[Filed]) -> Iterator[Writable]:
    if case.life.stage not in VERIFIED_AT:
        return
    yield Writable("verification")
    asked = [one for one in letters if one.kind == "verification" and one.left]
    if asked and asked[-1].printed.facts["unit"] == case.unit.name:
        yield Writable("reminder")


def _to_outlets(case: Case, letters: Sequence[Filed]) -> Iterator[Writable]:
    """One living letter for a request, and only for one that was not sent yet."""
    if case.life.stage != "acting":
        return
    written = {one.request_id for one in letters if one.kind == "correction" and one.alive}
    for request in case.life.requests:
        if request.state == "drafted" and request.id not in written:
            yield Writable("correction", request.id)


def _copies(case: Case, letters: Sequence[Filed]) -> Iterator[Writable]:
    gone = {one.request_id for one in letters if one.kind == "correction" and one.left}
    return (Writable("copy", request.id) for request in case.life.requests if request.id in gone)
