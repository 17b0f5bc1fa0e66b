"""The steps of a letter that is written: each with its line on the case's record, in one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from casework.correspondence import steps as s
from casework.correspondence.by import By
from casework.correspondence.filed import Filed
from casework.correspondence.finding import check_fresh, letter_of
from casework.correspondence.ports import LetterWork, LetterWorks
from casework.correspondence.printing import Press
from casework.correspondence.recording import record
from casework.correspondence.refusals import CannotWrite
from casework.domain.case import Case, Order
from casework.domain.clocks.phrases import VIETNAM
from casework.domain.life.commands import SendRequest
from casework.domain.reporting.report import Report
from casework.letters.letter import Letter
from casework.letters.receipt import Receipt
from casework.usecases.acting import take
from casework.usecases.means import Means

PLAIN: Mapping[type[Any], Callable[[Letter, Any, By], Letter]] = {
    s.Propose: lambda letter, _, by: letter.proposed(by.actor, by.now),
    s.Return: lambda letter, step, by: letter.returned(by.actor, step.reason, by.now),
    s.Approve: lambda letter, step, by: letter.approved(by.actor, step.document, by.now),
    s.Issue: lambda letter, step, by: letter.issued(by.actor, step.document, by.now, step.how),
    s.Withdraw: lambda letter, step, by: letter.withdrawn(by.actor, step.reason, by.now),
    s.Receive: lambda letter, step, by: letter.received(by.actor, Receipt(step.received_at, step.proof), by.now),
    s.Void: lambda letter, step, by: letter.voided(by.actor, step.reason, by.now),
}


async def step(
    letter_id: str, read: int, step_: s.AnyStep, by: By, works: LetterWorks, press: Press, means: Means
) -> Filed:
    """Raises NotThere, StaleLetter, Refusal, LetterError, Refused; then neither letter, register nor case has changed.

    The same message again finds the letter as it is.
    """
    async with works.once([by.message_id]) as work:
        filed, home = await letter_of(work, letter_id, by)
        if by.message_id not in work.fresh:
            return filed
        check_fresh(filed, read)
        if isinstance(step_, s.Sign):
            done = await _signed(work, filed, home, step_, by, press)
        else:
            done = replace(filed, letter=PLAIN[type(step_)](filed.letter, step_, by))
        if isinstance(step_, s.Void) and done.letter.number:
            await work.void(letter_id, step_.reason, by.person.account, by.now)
        if isinstance(step_, s.Receive) and done.kind == "correction" and isinstance(home, Case):
            home = await _sent(work, done, home, step_, by, means)
        await work.put(done)
        await record(work, home, done, by)
    return done


async def _signed(work: LetterWork, filed: Filed, home: Case | Report, sign: s.Sign, by: By, press: Press) -> Filed:
    """What was approved is printed once more: with another template or program it would be another letter."""
    letter = filed.letter
    letter.check_signing(by.actor, sign.document, by.now)
    if isinstance(home, Case):
        _check_wanted(filed, home)
    same = await press.again(filed.kind, filed.printed.facts)
    letter.check_signing(by.actor, same.sha256, by.now)
    number = await work.assign(letter.series, letter.id, by.person.account, by.now)
    day = by.now.astimezone(VIETNAM).date()
    sheet = await press.again(filed.kind, filed.printed.facts, number.number, day)
    await work.keep(filed, sheet.sha256, sheet.content)
    return replace(filed, letter=letter.signed(by.actor, same.sha256, number, sheet.sha256, by.now))


def _check_wanted(filed: Filed, case: Case) -> None:
    """The case has gone on since it was written: nothing is signed that cannot be sent."""
    if filed.kind != "correction" or filed.request_id is None:
        return
    request = case.life.request(filed.request_id)
    if request.state != "drafted" or case.life.stage != "acting":
        raise CannotWrite(
            f"Yêu cầu “{request.id}” đã gửi, đã rút, hoặc hồ sơ không còn ở bước xử lý: không ký văn bản này nữa. "
            "Trả lại hoặc hủy văn bản, nêu lý do."
        )


async def _sent(work: LetterWork, filed: Filed, case: Case, receive: s.Receive, by: By, means: Means) -> Case:
    """The request counts as sent from the moment of receipt. Raises Refused, as the case's own step does."""
    command = SendRequest(id=filed.request_id or "", letter_number=filed.number, received_at=receive.received_at)
    return await take(work, case, Order(command, by.person, case.version, by.now, by.cause(case.id)), means)
