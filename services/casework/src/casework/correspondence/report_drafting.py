"""The letter of a half-year report is begun, or its words are written anew; its figures stay as they were counted."""

from dataclasses import replace
from hashlib import sha256

from casework.correspondence.by import By
from casework.correspondence.common_part import common_part
from casework.correspondence.drafting import FIXED, Writing, rewritten, with_notes
from casework.correspondence.filed import Filed
from casework.correspondence.finding import check_fresh, letter_of, report_of
from casework.correspondence.own import ReportOwn
from casework.correspondence.ports import LetterWork, LetterWorks
from casework.correspondence.printing import Sheet
from casework.correspondence.recording import record
from casework.correspondence.refusals import CannotWrite
from casework.correspondence.report_part import ReportMatter, report_part
from casework.domain.directory import Directory
from casework.domain.reporting.report import Report
from casework.letters.casefile import paper_of
from casework.letters.letter import check_actor, draft


class ReportWriting:
    """`directory` is that of the day."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing

    async def begin(self, report_id: str, own: ReportOwn, by: By, works: LetterWorks, directory: Directory) -> Filed:
        """Raises NotThere, Refusal, LetterError; then nothing is there. The same message again finds it."""
        check_actor("draft", by.actor)
        letter_id = sha256(by.message_id.encode()).hexdigest()[:32]
        async with works.once([by.message_id]) as work:
            report = await report_of(work, report_id, by)
            if by.message_id not in work.fresh:
                return (await letter_of(work, letter_id, by))[0]
            _check_single([report, *await work.reports_alike(report)])
            sheet, series = await self._written(work, report, own, by, directory)
            letter = draft(letter_id, series, own.signatory, sheet.sha256, by.actor, by.now)
            place = max((one.place for one in await work.letters_of(report_id)), default=0) + 1
            filed = Filed(letter, report_id, place, own.kind, own.model_dump(mode="json"), sheet.printed)
            await work.put(filed)
            await record(work, report, filed, by)
        return filed

    async def edit(
        self, letter_id: str, read: int, own: ReportOwn, by: By, works: LetterWorks, directory: Directory
    ) -> Filed:
        """Everything of the writer's own is given again. Raises as `begin`, and StaleLetter."""
        async with works.once([by.message_id]) as work:
            filed, report = await letter_of(work, letter_id, by)
            if by.message_id not in work.fresh:
                return filed
            check_fresh(filed, read)
            if not isinstance(report, Report):
                raise CannotWrite(FIXED)
            # Refused before anything is printed for it.
            filed.letter.edited(by.actor, filed.letter.document, by.now)
            sheet, series = await self._written(work, report, own, by, directory)
            edited = rewritten(filed, own, sheet, series, by)
            await work.put(edited)
            await record(work, report, edited, by)
        return edited

    async def _written(
        self, work: LetterWork, report: Report, own: ReportOwn, by: By, directory: Directory
    ) -> tuple[Sheet, str]:
        occasion, issuer = await self._writing.occasion(_issued_by(report, own), by, directory)
        matter = ReportMatter(**occasion, report=report, counted=await work.figures(report.id))
        facts = common_part(own, matter) | report_part(own, matter)
        sheet = await self._writing.press.draft("report", paper_of(facts, "report", "Nội dung"))
        return replace(sheet, printed=with_notes(sheet.printed, matter.notes)), issuer.series


def _issued_by(report: Report, own: ReportOwn) -> ReportOwn:
    """A unit reports under its own letterhead: the issuer of its id, unless its writer names another."""
    return own if own.issuer or report.whole else own.model_copy(update={"issuer": report.unit.id})


def _check_single(reports: list[Report]) -> None:
    """One living letter for a body and a period: two would be two truths."""
    for report in reports:
        if report.letter_id:
            raise CannotWrite(
                f"Kỳ này của {report.unit.name} đã có văn bản báo cáo (báo cáo {report.id}). "
                "Sửa văn bản đó, hoặc rút, hủy nó trước."
            )
