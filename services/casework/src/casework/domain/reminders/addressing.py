"""From audiences to bodies with an address: by the directory of the day, and no address twice."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from casework.domain.case import Case
from casework.domain.directory import (
    PROVINCIAL,
    Body,
    Directory,
    EndedWithoutSuccessor,
    NoOversightBody,
    NoProvincialBody,
    UnknownBody,
)
from casework.domain.reminders.telling import Telling
from casework.domain.reminders.vocabulary import AUDIENCE_NAMES, Audience


@dataclass(frozen=True, slots=True)
class Call:
    """A reminder on its way to one body; `name` is how the letter greets it."""

    telling: Telling
    body: Body
    name: str


def address(
    tellings: Sequence[Telling], case: Case, directory: Directory, day: date
) -> tuple[list[Call], list[Telling]]:
    """What goes to whom, and what nobody can be told.

    Of several to one mailbox about one clock the last stays, and greets them all.
    """
    calls: dict[tuple[str, str, str, str], Call] = {}
    nobody: list[Telling] = []
    for telling in sorted(tellings, key=lambda one: one.planned.at):
        found = [(body, name) for body, name in _find(telling.planned.audience, case, directory, day) if body.address]
        if not found:
            nobody.append(telling)
        for body, name in found:
            clock = telling.clock
            key = clock.rule_id, clock.part, clock.about, body.address.lower()
            earlier = calls.pop(key, None)
            call = Call(telling, body, name)
            calls[key] = replace(call, name=_both(earlier.name, name)) if earlier else call
    return list(calls.values()), nobody


def _find(audience: Audience, case: Case, directory: Directory, day: date) -> list[tuple[Body, str]]:
    if audience == "unit":
        unit = _unit(case, directory, day)
        return [(unit, unit.name)]
    if audience == "oversight":
        return [(body, body.name) for body in _above(case, directory, day)]
    try:
        desks = directory.desks(audience, day)
    except NoProvincialBody:
        return []
    name = AUDIENCE_NAMES[audience]
    return [(one, f"{name[0].upper()}{name[1:]}, {one.name}" if one.is_a(PROVINCIAL) else one.name) for one in desks]


def _unit(case: Case, directory: Directory, day: date) -> Body:
    """As it is reached today, or whoever has taken over from it."""
    try:
        return directory.in_office(case.unit.id, day)
    except (UnknownBody, EndedWithoutSuccessor):
        # The address that the case was opened with is the best that is known.
        return case.unit


def _above(case: Case, directory: Directory, day: date) -> list[Body]:
    """Outside the house a case for fewer eyes is not spoken of."""
    if case.life.level != "normal":
        return []
    try:
        copies = directory.recipients_of_copies(day)
    except NoOversightBody:
        return []
    return [body for body in copies if not body.is_a(PROVINCIAL)]


def _both(one: str, other: str) -> str:
    return one if other in one.split("; ") else f"{one}; {other}"
