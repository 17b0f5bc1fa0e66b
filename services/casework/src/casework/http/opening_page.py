"""The page on which a case is opened by hand."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from casework.access.policy import Permission, Scope
from casework.access.refusals import NotSignedIn
from casework.http.case_page import message_of
from casework.http.forms import Form
from casework.http.opening_form import WORD, opening_form, opening_of
from casework.http.order_choices import units_of
from casework.http.order_desk import OrderDesk
from casework.http.order_failures import ORDER_STATUS, REFUSALS
from casework.http.order_forms import BadFields
from casework.http.pages import Pages
from casework.http.unknown_places import told_of, unknown_places
from shared.ops.clock import VIETNAM
from shared.ops.ids import new_id


class OpeningRoom:
    def __init__(self, pages: Pages, desk: OrderDesk) -> None:
        self._pages = pages
        self._desk = desk

    def routes(self) -> list[BaseRoute]:
        return [Route(f"/{WORD}", self.look), Route(f"/{WORD}", self.open, methods=["POST"])]

    async def look(self, request: Request) -> Response:
        await self._enter(request)
        return self._show(request)

    async def open(self, request: Request) -> Response:
        """The same form sent twice opens one case; another form of the same content is another matter."""
        scope, form = await self._enter(request)
        who = request.state.who
        try:
            given = opening_of(form)
            self._check_places(form)
            case = await self._desk.open(given.opening(), who, scope, message_of(who, request.url.path, form))
        except BadFields as error:
            return self._show(request, 422, str(error), form, error.faults)
        except REFUSALS as error:
            return self._show(request, ORDER_STATUS[type(error)][0], str(error), form)
        return RedirectResponse(f"/cases/{case.id}", status_code=303)

    def _check_places(self, form: Form) -> None:
        """Raises BadFields, once: the same places sent again are meant so."""
        typed, communes = form.get("places", ""), self._desk.means().communes
        unknown = unknown_places(typed, communes)
        if unknown and form.get("giu", "").splitlines() != unknown:
            raise BadFields({"places": told_of(unknown, communes)})

    def _show(
        self,
        request: Request,
        status: int = 200,
        why: str = "",
        typed: Form | None = None,
        faults: Mapping[str, str] | None = None,
    ) -> Response:
        units = units_of(self._desk.means().directory, self._desk.clock().astimezone(VIETNAM).date())
        values: dict[str, Any] = {"form": opening_form(units, typed, faults), "why": why}
        once = (typed or {}).get("lan") or new_id()
        doubtful = self._doubtful(typed or {}, (faults or {}).get("places", ""))
        return self._pages.show(request, "opening.html", status, once=once, doubtful=doubtful, **values)

    def _doubtful(self, typed: Form, told: str) -> str:
        """The places that somebody is told of now: only what was told can be meant so."""
        communes = self._desk.means().communes
        unknown = unknown_places(typed.get("places", ""), communes)
        return "\n".join(unknown) if unknown and told == told_of(unknown, communes) else ""

    async def _enter(self, request: Request) -> tuple[Scope, Form]:
        scope, form = await self._pages.enter(request, Permission.OPEN_CASES)
        if scope is None:
            raise NotSignedIn
        return scope, form
