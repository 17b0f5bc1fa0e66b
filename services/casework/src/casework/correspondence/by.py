"""Who does something to a letter, and when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from casework.domain.case import Case
from casework.domain.life import actor as life
from casework.letters.steps import Actor
from shared.cause import Cause


@dataclass(frozen=True, slots=True)
class Visitor:
    """`name` is for people, `message_id` the key of this very request; `sees`: whether a case may be seen by whoever
    acts, asked in the transaction in which it is changed; `acts_for`: whether a unit's own papers may be."""

    person: life.Actor
    name: str
    message_id: str
    sees: Callable[[Case], bool]
    acts_for: Callable[[str], bool]

    def at(self, now: datetime) -> "By":
        return By(self.person, self.name, self.message_id, self.sees, self.acts_for, now)


@dataclass(frozen=True, slots=True)
class By(Visitor):
    """Somebody who acts at a time."""

    now: datetime

    @property
    def actor(self) -> Actor:
        return Actor(self.person.account, self.person.role)

    def cause(self, case_id: str) -> Cause:
        return Cause(case_id, self.message_id)
