"""What the writer of a letter says in it; everything else comes from the case, the directory and the issuer."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from casework.domain.directory.texts import Unfit
from casework.domain.directory.values import email
from casework.letters.facts import Archive, Contact, Typist
from casework.letters.fields import Day, Facts, Line, Moment, Prose
from casework.letters.press import Statement
from casework.letters.report import Count

AccountName = Annotated[str, Field(min_length=1, max_length=64)]
Id = Annotated[str, Field(min_length=1, max_length=64)]


class Capacity(Facts):
    """Above the name, which is the account's own: TM. of a collective; KT., TL., TUQ., Q. and for whom."""

    on_behalf_of: Line | None = None
    capacity: Literal["KT.", "TL.", "TUQ.", "Q."] | None = None
    stands_for: Line | None = None
    post: Line


def _address(value: str) -> str:
    try:
        return email(value)
    except Unfit as error:
        raise ValueError(f"{error.problem} {error.cure}") from error


class Reachable(Contact):
    """Whom to ask, at an address that mail can reach."""

    email: Annotated[Line, AfterValidator(_address)]


class Own(Facts):
    """`signatory`: the account of the leader who will sign. What is left out is filled in, and noted."""

    signatory: AccountName
    signer: Capacity
    issuer: Id | None = None
    contact: Reachable | None = None
    archive: Archive = Archive()
    typist: Typist | None = None
    urgency: Literal["KHẨN", "THƯỢNG KHẨN", "HỎA TỐC"] | None = None
    circulation: Literal["LƯU HÀNH NỘI BỘ", "XEM XONG TRẢ LẠI"] | None = None
    copies: Annotated[list[Line], Field(min_length=1, max_length=20)] | None = None


class StateConclusion(Facts):
    """The written conclusion of the body that the case's conclusion names: its number and day, and what it found."""

    document: Line
    date: Day
    finding: Prose | None = None
    reached_outlet_at: Moment | None = None


class CorrectionOwn(Own):
    """A request to an outlet, for one request of the case. The track is the request's: `conclusion` only for cải chính.

    `owner` and `published_at` where directory and capture do not know them; `law` where two laws meet.
    """

    kind: Literal["correction"]
    request_id: Id
    owner: Line | None = None
    section: Line | None = None
    issue: Line | None = None
    channel: Line | None = None
    published_at: Moment | None = None
    harmed: Line | None = None
    statements: Annotated[list[Statement], Field(min_length=1, max_length=50)] | None = None
    evidence: Annotated[list[Line], Field(min_length=1, max_length=100)] | None = None
    conclusion: StateConclusion | None = None
    planned_receipt: Moment | None = None
    next_issue: Day | None = None
    law: Line | None = None


class CopyOwn(Own):
    """The copy to the bodies that must know: it says what the letter to the outlet has said."""

    kind: Literal["copy"]
    request_id: Id


class VerificationOwn(Own):
    """To the unit that the case is assigned to."""

    kind: Literal["verification"]
    matter: Prose | None = None
    questions: Annotated[list[Prose], Field(min_length=1, max_length=30)] | None = None


class ReminderOwn(Own):
    """Of the last request for verification that was issued: it repeats what was asked."""

    kind: Literal["reminder"]


class ReportOwn(Own):
    """Of a half-year report, whose figures are there already. `to` and `through` are the instruction's for a unit; to
    whom the federation reports, no text that we know says. What the press asked is counted by nobody but its writer."""

    kind: Literal["report"]
    to: Line | None = None
    through: Line | None = None
    results: Prose
    difficulties: Prose
    proposals: Prose
    press_questions: Count | None = None
    press_answers: Count | None = None


AnyOwn = Annotated[CorrectionOwn | CopyOwn | VerificationOwn | ReminderOwn, Field(discriminator="kind")]
AnyText = Annotated[CorrectionOwn | CopyOwn | VerificationOwn | ReminderOwn | ReportOwn, Field(discriminator="kind")]
"""Also of a report, which has no case."""
