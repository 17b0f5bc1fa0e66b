"""The directory of bodies on pages: who exists on a day, one body with its history, the table out and in."""

from collections.abc import Callable
from datetime import date
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from casework.access.policy import POLICY, Permission
from casework.body_files import FOR_SPREADSHEETS, text_of
from casework.body_ports import DirectoryWorks
from casework.body_usecases import change_bodies, waiting
from casework.body_words import difference_text
from casework.domain.communes import Communes
from casework.domain.directory import ROLES, Body, Directory, DirectoryUnsound, sheet
from casework.domain.directory.body import same
from casework.domain.directory.difference import Difference
from casework.domain.directory.sheet import Sheet
from casework.http.forms import Form
from casework.http.navigation import BODIES
from casework.http.pages import Pages
from shared.ops.clock import VIETNAM, Clock

WAIT_SECONDS = 5.0
"""How long an import waits for somebody else who writes the directory, while a person waits for the page."""
IMPORT, EXPORT = f"{BODIES}/nhap", f"{BODIES}/tai-ve"


class BodyRoom:
    def __init__(
        self,
        pages: Pages,
        directory: Callable[[], Directory],
        works: DirectoryWorks,
        clock: Clock,
        communes: Callable[[], Communes],
    ) -> None:
        self._pages = pages
        self._directory = directory
        self._works = works
        self._clock = clock
        self._communes = communes

    def routes(self) -> list[BaseRoute]:
        return [
            Route(BODIES, self.listing),
            Route(EXPORT, self.export),
            Route(IMPORT, self.import_page),
            Route(IMPORT, self.take_in, methods=["POST"]),
            Route(f"{BODIES}/{{body_id}}", self.look),
        ]

    async def listing(self, request: Request) -> Response:
        await self._pages.enter(request, Permission.READ_BODIES)
        typed = {name: request.query_params.get(name, "") for name in ("ngay", "vai", "tim")}
        day = _day(typed["ngay"]) or self._clock().astimezone(VIETNAM).date()
        bodies = [
            body for body in sheet.in_order(self._directory().on(day)) if self._fits(body, typed["vai"], typed["tim"])
        ]
        may_import = request.state.who.role in POLICY[Permission.MANAGE_BODIES]
        shown: dict[str, Any] = {
            "bodies": bodies,
            "day": day,
            "typed": typed,
            "roles": ROLES,
            "areas": {body.id: self._areas(body) for body in bodies},
            "done": request.query_params.get("xong"),
        }
        return self._pages.show(request, "bodies.html", may_import=may_import, **shown)

    async def look(self, request: Request) -> Response:
        """With those that it follows, and the one that follows it."""
        await self._pages.enter(request, Permission.READ_BODIES)
        known = {body.id: body for body in self._directory()}
        body = known.get(request.path_params["body_id"])
        if body is None:
            raise HTTPException(404)
        before = [one for one in known.values() if one.successor_id == body.id]
        named: dict[str, Any] = {"owner": known.get(body.owner_id), "successor": known.get(body.successor_id)}
        return self._pages.show(request, "body.html", body=body, before=before, areas=self._areas(body), **named)

    def _areas(self, body: Body) -> list[str]:
        """Its communes by name, then its sectors."""
        return [*sorted(map(self._communes().name_of, body.places)), *sorted(body.sectors)]

    def _fits(self, body: Body, role: str, words: str) -> bool:
        told = same(" ".join((body.id, body.name, *body.places, *self._areas(body))))
        return (not role or body.is_a(role)) and all(word in told for word in same(words).split())

    async def export(self, request: Request) -> Response:
        """Of all times, as a spreadsheet opens it."""
        await self._pages.enter(request, Permission.READ_BODIES)
        content = sheet.write(list(self._directory())).encode(FOR_SPREADSHEETS)
        headers = {"Content-Disposition": 'attachment; filename="danh-ba.csv"'}
        return Response(content, media_type="text/csv", headers=headers)

    async def import_page(self, request: Request) -> Response:
        await self._pages.enter(request, Permission.MANAGE_BODIES)
        return self._ask(request, "")

    async def take_in(self, request: Request) -> Response:
        """Shown first, done when whoever has seen it says so: all of it or nothing."""
        _, form = await self._pages.enter(request, Permission.MANAGE_BODIES)
        sure, text = form.get("chac") == "1", _text(form)
        try:
            text = _lines(text_of(file)) if (file := request.state.files.get("tep")) else text
            found = await self._change(request, sheet.read(text), dry_run=not sure)
        except DirectoryUnsound as error:
            return self._ask(request, text, why=str(error), status=422)
        if sure:
            return RedirectResponse(f"{BODIES}?xong={len(found.written)}", status_code=303)
        return self._ask(request, text, found=difference_text(found, dry_run=True), changes=len(found.written))

    async def _change(self, request: Request, wanted: Sheet, *, dry_run: bool) -> Difference:
        """Raises DirectoryUnsound, DirectoryBusy."""
        actor, now = request.state.who.name, self._clock()

        async def attempt() -> Difference:
            return await change_bodies(wanted.bodies, self._works, actor, now, wanted.lines, dry_run=dry_run)

        return await waiting(attempt, WAIT_SECONDS)

    def _ask(
        self, request: Request, text: str, why: str = "", found: str = "", changes: int = 0, status: int = 200
    ) -> Response:
        shown: dict[str, Any] = {"text": text, "why": why, "found": found, "changes": changes}
        return self._pages.show(request, "bodies_import.html", status, **shown)


def _text(form: Form) -> str:
    return _lines(form.get("bang", ""))


def _lines(text: str) -> str:
    """A browser sends lines with CR LF, a spreadsheet's text may begin with a byte-order mark."""
    return text.replace("\r\n", "\n").removeprefix("\ufeff")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
