"""Half-year reports on pages: those that are kept, one with its figures and units, and a new count."""

from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from casework.access.policy import POLICY, Permission, Scope
from casework.access.who import Who
from casework.correspondence.refusals import CannotWrite, NotThere
from casework.correspondence.report_desk import ReportDesk
from casework.correspondence.reporting import Wanted
from casework.domain.directory import UnknownUnit
from casework.domain.reporting.by_unit import COLUMNS
from casework.domain.roles import Role
from casework.http.api.report_shapes import ReportOut, report_out
from casework.http.api.report_sheet import STATES, as_sheet
from casework.http.letters.room import enter, visitor_of
from casework.http.navigation import REPORTS
from casework.http.order_choices import units_of
from casework.http.order_desk import OrderDesk
from casework.http.pages import Pages
from casework.rulefile import CLOCK_REFUSALS
from casework.store.report_pages import ReportPages
from shared.ops.clock import VIETNAM

SHOWN = 50
REFUSED: tuple[type[Exception], ...] = (CannotWrite, NotThere, UnknownUnit, *CLOCK_REFUSALS)
NO_DAY = "Ngày trong kỳ chưa đúng. Chọn một ngày bất kỳ của kỳ cần báo cáo."


class ReportRoom:
    def __init__(self, pages: Pages, reports: ReportDesk, kept: ReportPages, desk: OrderDesk) -> None:
        self._pages = pages
        self._reports = reports
        self._kept = kept
        self._desk = desk

    def routes(self) -> list[BaseRoute]:
        one = f"{REPORTS}/{{report_id}}"
        return [
            Route(REPORTS, self.listing),
            Route(REPORTS, self.freeze, methods=["POST"]),
            Route(one, self.look),
            Route(f"{one}/xlsx", self.sheet),
        ]

    async def listing(self, request: Request) -> Response:
        who, scope, _ = await enter(self._pages, request, Permission.READ_REPORTS)
        return await self._list(request, who, scope)

    async def freeze(self, request: Request) -> Response:
        """Counts and keeps; the same form sent twice finds the first."""
        who, scope, form = await enter(self._pages, request, Permission.WRITE_REPORTS)
        unit = form.get("don-vi") or (who.unit_id if who.role is Role.UNIT_OFFICER else None)
        try:
            day = date.fromisoformat(form.get("ngay", ""))
            report = await self._reports.freeze(Wanted(unit, day), visitor_of(request, who, scope, form))
        except REFUSED as error:
            return await self._list(request, who, scope, str(error), 422)
        except ValueError:
            return await self._list(request, who, scope, NO_DAY, 422)
        return RedirectResponse(f"{REPORTS}/{report.id}", status_code=303)

    async def look(self, request: Request) -> Response:
        _, scope, _ = await enter(self._pages, request, Permission.READ_REPORTS)
        return self._pages.show(
            request, "report.html", report=await self._whole(request, scope), columns=COLUMNS, states=STATES
        )

    async def sheet(self, request: Request) -> Response:
        _, scope, _ = await enter(self._pages, request, Permission.READ_REPORTS)
        return as_sheet(await self._whole(request, scope))

    async def _whole(self, request: Request, scope: Scope) -> ReportOut:
        report = await self._kept.report(scope, request.path_params["report_id"])
        own = await self._kept.issued(report.period.last) if report.whole else {}
        return report_out(report, await self._kept.figures(report.id), own, await self._kept.confidential(report.id))

    async def _list(self, request: Request, who: Who, scope: Scope, why: str = "", status: int = 200) -> Response:
        today = self._desk.clock().astimezone(VIETNAM).date()
        shown: dict[str, Any] = {
            "reports": await self._kept.reports(scope, None, SHOWN),
            "units": units_of(self._desk.means().directory, today) if who.role is not Role.UNIT_OFFICER else (),
            "may_write": who.role in POLICY[Permission.WRITE_REPORTS],
            "states": STATES,
            "today": today,
            "shown": SHOWN,
            "why": why,
        }
        return self._pages.show(request, "reports.html", status, **shown)
