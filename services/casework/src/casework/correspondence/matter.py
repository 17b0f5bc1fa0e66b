"""What a letter is filled in from: the case as it is now, the directory of the day, the people, what went before."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from casework.correspondence.filed import Filed
from casework.correspondence.issuing import Issuer
from casework.correspondence.refusals import CannotWrite
from casework.domain.case import Case, Told
from casework.domain.clocks.phrases import VIETNAM
from casework.domain.directory import Directory
from casework.letters.kinds import Kind


@dataclass(frozen=True, slots=True)
class Person:
    account: str
    name: str


@dataclass(slots=True, kw_only=True)
class Occasion:
    """Who writes, for whom, when; `notes` collect what was filled in without being known for sure."""

    directory: Directory
    issuer: Issuer
    writer: Person
    signatory: Person
    now: datetime
    notes: list[str] = field(default_factory=list)

    @property
    def day(self) -> date:
        return self.now.astimezone(VIETNAM).date()

    def note(self, text: str) -> None:
        self.notes.append(text)


@dataclass(slots=True, kw_only=True)
class Matter(Occasion):
    """A letter of a case; `earlier`: the case's letters so far; `lead`: of the text of the publication it is about."""

    case: Case
    publications: Sequence[Told]
    earlier: Sequence[Filed]
    questions: Sequence[str]
    lead: str = ""

    def last_gone(self, kind: Kind, request_id: str | None, lacking: str) -> Filed:
        """The newest of a kind that has gone out. Raises CannotWrite, with what is lacking."""
        for letter in sorted(self.earlier, key=lambda one: -one.place):
            if (letter.kind, letter.request_id) == (kind, request_id) and letter.left:
                return letter
        raise CannotWrite(lacking)
