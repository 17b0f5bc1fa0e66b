"""A letter is begun, or written anew."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any, Protocol

from casework.correspondence.by import By
from casework.correspondence.filed import Filed, Printed
from casework.correspondence.finding import case_of, check_fresh, letter_of
from casework.correspondence.issuing import Issuer, Issuing
from casework.correspondence.matter import Matter, Person
from casework.correspondence.offering import to_itself
from casework.correspondence.own import AnyOwn, CopyOwn, CorrectionOwn, Own, ReminderOwn, VerificationOwn
from casework.correspondence.ports import LetterWork, LetterWorks
from casework.correspondence.prefilling import prefilled
from casework.correspondence.printing import Press, Sheet
from casework.correspondence.recording import recorded
from casework.correspondence.refusals import CannotWrite, TooManyLetters
from casework.domain.case import Case, Told
from casework.domain.clocks.sureness import without_codes
from casework.domain.directory import Body, Directory
from casework.domain.directory.body import same
from casework.domain.reporting.report import Report
from casework.letters.letter import check_actor, draft

MOST_LETTERS = 100
MOST_TOLD = 20
FIXED = "Loại văn bản và yêu cầu không đổi được. Rút văn bản này và soạn văn bản mới."


class People(Protocol):
    async def signatory(self, account: str) -> Person | None:
        """A leader who may sign, by the name of the account."""
        ...


class Writing:
    """`directory` is that of the day."""

    def __init__(self, press: Press, issuing: Issuing, people: People) -> None:
        self.press = press
        self.issuing = issuing
        self._people = people

    async def begin(self, case_id: str, own: AnyOwn, by: By, works: LetterWorks, directory: Directory) -> Filed:
        """Raises NotThere, Refusal, LetterError, Refused; then nothing is there. The same message again finds it."""
        check_actor("draft", by.actor)
        letter_id = sha256(by.message_id.encode()).hexdigest()[:32]
        async with works.once([by.message_id]) as work:
            case = await case_of(work, case_id, by)
            if by.message_id not in work.fresh:
                return (await letter_of(work, letter_id, by))[0]
            others = await work.letters_of(case_id)
            if len(others) >= MOST_LETTERS:
                raise TooManyLetters(f"Một hồ sơ có tối đa {MOST_LETTERS} văn bản. Tách hồ sơ, hoặc sửa văn bản đã có.")
            _check_single(own, others)
            sheet, series = await self._written(work, case, own, others, by, directory)
            letter = draft(letter_id, series, own.signatory, sheet.sha256, by.actor, by.now)
            request = own.request_id if isinstance(own, CorrectionOwn | CopyOwn) else None
            about = case.life.request(request).publication_id if request else None
            place = max((one.place for one in others), default=0) + 1
            given = own.model_dump(mode="json")
            filed = Filed(letter, case_id, place, own.kind, given, sheet.printed, request, about)
            await work.put(filed)
            await work.save([recorded(case, filed, by.cause(case_id))], (), ())
        return filed

    async def edit(
        self, letter_id: str, read: int, own: AnyOwn, by: By, works: LetterWorks, directory: Directory
    ) -> Filed:
        """Everything of the writer's own is given again. Raises as `begin`, and StaleLetter."""
        async with works.once([by.message_id]) as work:
            filed, case = await letter_of(work, letter_id, by)
            if by.message_id not in work.fresh:
                return filed
            check_fresh(filed, read)
            same = (own.kind, getattr(own, "request_id", None)) == (filed.kind, filed.request_id)
            if isinstance(case, Report) or not same:
                raise CannotWrite(FIXED)
            # Refused before anything is printed for it.
            filed.letter.edited(by.actor, filed.letter.document, by.now)
            others = [one for one in await work.letters_of(case.id) if one.id != letter_id]
            sheet, series = await self._written(work, case, own, others, by, directory)
            edited = rewritten(filed, own, sheet, series, by)
            await work.put(edited)
            await work.save([recorded(case, edited, by.cause(case.id))], (), ())
        return edited

    async def occasion(self, own: Own, by: By, directory: Directory) -> tuple[dict[str, Any], Issuer]:
        """Who writes and signs, and the issuer. Raises CannotWrite."""
        issuer = self.issuing.issuer(own.issuer)
        signatory = await self._people.signatory(own.signatory)
        if signatory is None:
            raise CannotWrite(
                f"“{own.signatory}” không phải tài khoản đang dùng của một lãnh đạo. Chọn người ký khác.", "signatory"
            )
        writer = Person(by.person.account, by.name)
        known = {"directory": directory, "issuer": issuer, "writer": writer, "signatory": signatory, "now": by.now}
        return known, issuer

    async def _written(
        self, work: LetterWork, case: Case, own: AnyOwn, others: Sequence[Filed], by: By, directory: Directory
    ) -> tuple[Sheet, str]:
        occasion, issuer = await self.occasion(own, by, directory)
        if isinstance(own, VerificationOwn | ReminderOwn):
            _check_addressee(case.unit, issuer, by)
        told = await _told(work, case, own)
        lead = await work.lead_of(told[0].publication_id) if told and isinstance(own, CorrectionOwn) else ""
        known: dict[str, Any] = {"case": case, "publications": told, "earlier": others, "lead": lead}
        matter = Matter(**occasion, **known, questions=self.issuing.questions)
        sheet = await self.press.draft(own.kind, prefilled(own, matter))
        return replace(sheet, printed=with_notes(sheet.printed, matter.notes)), issuer.series


async def _told(work: LetterWork, case: Case, own: AnyOwn) -> Sequence[Told]:
    if not isinstance(own, CorrectionOwn):
        return await work.first_told(case, MOST_TOLD)
    wanted = case.life.request(own.request_id).publication_id
    homes = {case.id, *case.life.absorbed}
    return [one for one in (await work.telling([wanted])).values() if one.case_id in homes]


def _check_addressee(unit: Body, issuer: Issuer, by: By) -> None:
    if to_itself(unit, by.person) or same(unit.name) == same(issuer.letterhead.name):
        raise CannotWrite(
            f"Hồ sơ do {unit.name} xác minh: không ai gửi văn bản cho chính mình. "
            "Ghi kết quả xác minh thẳng vào hồ sơ, hoặc giao đơn vị khác."
        )


def _check_single(own: AnyOwn, others: Sequence[Filed]) -> None:
    """One living letter for a request: two would take two numbers and start its clocks twice."""
    for one in others:
        if isinstance(own, CorrectionOwn) and one.alive and (one.kind, one.request_id) == (own.kind, own.request_id):
            raise CannotWrite(
                f"Yêu cầu này đã có văn bản {one.number or f'thứ {one.place} của hồ sơ, chưa có số'}. "
                "Sửa văn bản đó, hoặc rút, hủy nó trước."
            )


def rewritten(filed: Filed, own: Own, sheet: Sheet, series: str, by: By) -> Filed:
    """The letter with what its writer gives now."""
    text = replace(filed.letter, series=series, signatory=own.signatory)
    edited = replace(filed, own=own.model_dump(mode="json"), printed=sheet.printed)
    return replace(edited, letter=text.edited(by.actor, sheet.sha256, by.now))


def with_notes(printed: Printed, notes: Sequence[str]) -> Printed:
    return replace(printed, notes=tuple(dict.fromkeys(map(without_codes, (*notes, *printed.notes)))))
