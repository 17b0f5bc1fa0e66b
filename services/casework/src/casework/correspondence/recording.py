"""Each step of a letter is a change of its case: a line of the timeline, an event, an entry of the audit trail.

Of a report's letter it is a change of the report, which has a chain of its own.
"""

from dataclasses import replace

from casework.audit.entry import LETTER_SIGNED
from casework.correspondence.by import By
from casework.correspondence.filed import KIND_TITLES, Filed
from casework.correspondence.ports import LetterWork
from casework.domain.case import Case
from casework.domain.reporting.report import Change, Report
from casework.letters.steps import Step
from shared.cause import Cause

KINDS: dict[Step, str] = {
    "draft": "letter-drafted",
    "edit": "letter-edited",
    "propose": "letter-proposed",
    "return": "letter-returned",
    "approve": "letter-approved",
    "sign": LETTER_SIGNED,
    "issue": "letter-issued",
    "receive": "letter-received",
    "withdraw": "letter-withdrawn",
    "void": "letter-voided",
}
LONGEST_NOTE = 300


async def record(work: LetterWork, home: Case | Report, letter: Filed, by: By) -> None:
    """The last step of the letter, into the case or the report that it belongs to."""
    if isinstance(home, Report):
        await work.keep_report(stepped(home, letter))
    else:
        await work.save([recorded(home, letter, by.cause(home.id))], (), ())


def stepped(report: Report, letter: Filed) -> Report:
    fact = letter.letter.facts[-1]
    change = Change(KINDS[fact.kind], fact.at, fact.actor, fact.role, fact.reason, _note(letter), (fact.document,))
    return report.with_letter(letter.id, letter.letter.state, change)


def recorded(case: Case, letter: Filed, cause: Cause) -> Case:
    """With the last step of the letter, and the SHA-256 of what that step was about."""
    fact, receipt = letter.letter.facts[-1], letter.letter.receipt
    happened = receipt.received_at if receipt and fact.kind == "receive" else None
    grown = case.record(KINDS[fact.kind], fact.at, cause, letter.publication_id, _note(letter), happened)
    *before, last = grown.changes
    last = replace(last, actor=fact.actor, role=fact.role, reason=fact.reason, files=(fact.document,))
    return replace(grown, changes=(*before, last))


def _note(letter: Filed) -> str:
    number = f" số {letter.number}" if letter.number else ""
    note = f"{KIND_TITLES[letter.kind]}{number} – {', '.join(letter.printed.to)}"
    return note if len(note) <= LONGEST_NOTE else f"{note[: LONGEST_NOTE - 1]}…"
