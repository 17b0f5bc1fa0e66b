"""Half-year reports: counted and frozen, read, and begun as a letter, which then goes the way of every letter."""

from typing import Annotated

from fastapi import Path, Query, Request, Response
from pydantic import TypeAdapter

from casework.access.policy import Permission, scope_of
from casework.correspondence.desk import LetterDesk
from casework.correspondence.own import ReportOwn
from casework.correspondence.report_desk import ReportDesk
from casework.correspondence.reporting import Wanted
from casework.domain.reporting.report import Report
from casework.domain.roles import Role
from casework.http.api.caller import Caller, Sees
from casework.http.api.cursors import TEXT, Cursor, Limit, Page, page_of, read
from casework.http.api.endpoint import Endpoint
from casework.http.api.etags import etag
from casework.http.api.letter_failures import refusing
from casework.http.api.letter_shapes import LetterOut, letter_out
from casework.http.api.letters import visitor
from casework.http.api.report_shapes import CaseBehind, NewReport, ReportLine, ReportOut, report_line, report_out
from casework.http.api.report_sheet import Xlsx, as_sheet
from casework.store.report_pages import Part, ReportPages

ReportId = Annotated[str, Path(min_length=1, max_length=64)]
Key = Annotated[str, Path(min_length=1, max_length=64)]
PLACE = TypeAdapter(tuple[str, tuple[str, str]])
ONE = "/reports/{report_id}"


class ReportEndpoints:
    def __init__(self, desk: ReportDesk, letters: LetterDesk, pages: ReportPages) -> None:
        self._desk = desk
        self._letters = letters
        self._pages = pages

    def table(self) -> list[Endpoint]:
        see, write = Permission.READ_REPORTS, Permission.WRITE_REPORTS
        return [
            Endpoint("GET", "/reports", see, self.list_reports),
            Endpoint("POST", "/reports", write, self.freeze_report, 201, may=[404]),
            Endpoint("GET", ONE, see, self.get_report, may=[404]),
            Endpoint("GET", f"{ONE}/sheet", see, self.get_report_sheet, may=[404], answer=Xlsx),
            Endpoint("GET", f"{ONE}/figures/{{key}}/cases", see, self.list_cases_behind, may=[404]),
            Endpoint("POST", f"{ONE}/letters", write, self.begin_report_letter, 201, may=[404]),
        ]

    async def list_reports(self, scope: Sees, cursor: Cursor = None, limit: Limit = 50) -> Page[ReportLine]:
        """The latest period first."""
        rows = await self._pages.reports(scope, read(cursor, PLACE), limit + 1)
        return page_of(rows, limit, lambda one: (one.period.last.isoformat(), one.id), report_line)

    async def freeze_report(
        self, request: Request, response: Response, who: Caller, scope: Sees, given: NewReport
    ) -> ReportOut:
        """Counts a half-year as it stands, two minutes ago at the latest; these figures never change."""
        unit = given.unit_id or (who.unit_id if who.role is Role.UNIT_OFFICER else None)
        with refusing():
            report = await self._desk.freeze(Wanted(unit, given.day), visitor(request, who, scope))
        response.headers["Location"] = f"/api/v1/reports/{report.id}"
        return report_out(report, await self._pages.figures(report.id))

    async def get_report(self, scope: Sees, report_id: ReportId) -> ReportOut:
        """With its figures and those of the same period a year before."""
        with refusing():
            report = await self._pages.report(scope, report_id)
        return await self._whole(report)

    async def get_report_sheet(self, scope: Sees, report_id: ReportId) -> Xlsx:
        """The same as an .xlsx file: the figures, and unit by unit."""
        with refusing():
            report = await self._pages.report(scope, report_id)
        return as_sheet(await self._whole(report))

    async def _whole(self, report: Report) -> ReportOut:
        counted = await self._pages.figures(report.id)
        own = await self._pages.issued(report.period.last) if report.whole else {}
        return report_out(report, counted, own, await self._pages.confidential(report.id))

    async def list_cases_behind(
        self,
        who: Caller,
        scope: Sees,
        report_id: ReportId,
        key: Key,
        part: Annotated[Part, Query(description="this period, or the same one a year before")] = "now",
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Page[CaseBehind]:
        """Those that the caller may see; the figure counts all."""
        asked = (report_id, key, part)
        with refusing():
            await self._pages.report(scope, report_id)
            cases = scope_of(who, Permission.READ_CASES)
            after = read(cursor, TEXT, asked) or ""
            rows = await self._pages.behind(cases, report_id, part, key, after, limit + 1)
        return page_of(rows, limit, lambda one: one, lambda one: CaseBehind(case_id=one), asked)

    async def begin_report_letter(
        self, request: Request, response: Response, who: Caller, scope: Sees, report_id: ReportId, given: ReportOwn
    ) -> LetterOut:
        """A draft with these figures and the writer's words; approved by another person, signed, numbered, issued as
        any letter. One lives at a time for a body and a period."""
        with refusing():
            await self._pages.report(scope, report_id)
            letter = await self._letters.begin_report(report_id, given, visitor(request, who, scope))
        response.headers["Location"] = f"/api/v1/letters/{letter.id}"
        response.headers["ETag"] = etag(letter.version)
        return letter_out(letter, who.role)
