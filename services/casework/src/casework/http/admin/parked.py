"""Casework's parked records: what could not be processed, why, and a person's word on it."""

import logging
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from casework.access.policy import Permission
from casework.access.ports import Journal
from casework.access.refusals import NotFound
from casework.access.trail import Entry
from casework.http.navigation import PARKED
from casework.http.pages import Pages
from casework.store.asking import asking
from shared.ops.clock import Clock
from shared.store.parked import NoSuchParkedRecord, NotKeptWhole, Parking

ONE = f"{PARKED}/{{record_id}}"
SHOWN, EXCERPT = 100, 20_000
log = logging.getLogger(__name__)


class ParkedRoom:
    """Other services have theirs in databases of their own: `haichieu parked` asks each."""

    def __init__(self, pages: Pages, parking: Parking, journal: Journal, clock: Clock) -> None:
        self._pages = pages
        self._parking = parking
        self._journal = journal
        self._clock = clock

    def routes(self) -> list[BaseRoute]:
        return [
            Route(PARKED, self.listing),
            Route(ONE, self.look),
            Route(f"{ONE}/replay", self.replay, methods=["POST"]),
            Route(f"{ONE}/drop", self.drop, methods=["POST"]),
            *(Route(f"{ONE}/{word}", self.back) for word in ("replay", "drop")),
        ]

    async def listing(self, request: Request) -> Response:
        await self._pages.enter(request, Permission.MANAGE_PARKED)
        with asking():
            rows = [row async for row in self._parking.newest(SHOWN)]
        done = request.query_params.get("xong", "")
        return self._pages.show(request, "parked_list.html", rows=rows, shown=SHOWN, done=done)

    async def look(self, request: Request) -> Response:
        await self._pages.enter(request, Permission.MANAGE_PARKED)
        return await self._show(request)

    async def back(self, request: Request) -> Response:
        """Somebody asks for the address of a form: after signing in, or by the address line."""
        await self._pages.enter(request, Permission.MANAGE_PARKED)
        return RedirectResponse(f"{PARKED}/{request.path_params['record_id']}", status_code=303)

    async def replay(self, request: Request) -> Response:
        """The original bytes go the same way again."""
        return await self._settle(request, "replay")

    async def drop(self, request: Request) -> Response:
        return await self._settle(request, "drop")

    async def _settle(self, request: Request, word: str) -> Response:
        """Who did it is on record before it is done: what fails afterwards is a try, and stays one."""
        await self._pages.enter(request, Permission.MANAGE_PARKED)
        record_id = (await self._row(request))["_id"]
        who = f"account:{request.state.who.id}"
        await self._journal.note(Entry(self._clock(), f"parked.{word}", who, f"parked:{record_id}", {"id": record_id}))
        try:
            with asking():
                await getattr(self._parking, word)(record_id, request.state.who.name)
        except NotKeptWhole:
            return await self._show(request, "Bản tin quá lớn nên chỉ giữ phần đầu: không gửi lại được từ đây.")
        except NoSuchParkedRecord:
            return await self._show(request, "Bản tin này vừa được người khác gửi lại hoặc bỏ.")
        return RedirectResponse(f"{PARKED}?xong={word}", status_code=303)

    async def _show(self, request: Request, why: str = "") -> Response:
        row = await self._row(request)
        value = row["value"][:EXCERPT].decode("utf-8", "backslashreplace")
        return self._pages.show(request, "parked.html", 409 if why else 200, row=row, value=value, why=why)

    async def _row(self, request: Request) -> dict[str, Any]:
        try:
            with asking():
                return await self._parking.show(request.path_params["record_id"])
        except NoSuchParkedRecord as error:
            raise NotFound("Không có bản tin tạm giữ này; có thể đã hết hạn lưu.") from error
