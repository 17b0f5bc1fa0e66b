"""The console, in Vietnamese: server-rendered, without JavaScript; for people who have signed in."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from casework.access.policy import POLICY, Permission, Scope
from casework.access.refusals import NotSignedIn
from casework.http.bounded import Bounded
from casework.http.case_filters import choices_of, question_of
from casework.http.case_page import CaseRoom
from casework.http.failures import Failures
from casework.http.guard import Guarded
from casework.http.mounting import Tree
from casework.http.opening_form import WORD
from casework.http.opening_page import OpeningRoom
from casework.http.order_choices import units_of
from casework.http.order_desk import OrderDesk
from casework.http.orders import VERBS
from casework.http.pages import Pages
from casework.http.waiting_words import WAITS
from casework.store.case_list import COUNTED
from casework.views import Views
from shared.ops.clock import VIETNAM


def console_routes(views: Views, pages: Pages, desk: OrderDesk, rooms: Sequence[BaseRoute]) -> list[BaseRoute]:
    """One application of its own for every path that nobody else answers: an unknown one is its failure to tell."""
    console, room = Console(views, pages, desk), CaseRoom(views, pages, desk)
    routes = [
        Route("/", console.front),
        Route("/cases/{case_id}", room.look),
        *(Route(f"/cases/{{case_id}}/{verb.word}", room.doing(verb), methods=["POST"]) for verb in VERBS),
        *(Route(f"/cases/{{case_id}}/{verb.word}", room.back) for verb in VERBS),
        *OpeningRoom(pages, desk).routes(),
        *rooms,
        Mount("/static", StaticFiles(packages=[("casework", "http/static")])),
    ]
    failures = Failures(pages.render, pages.recognise)
    return [Tree("/", Guarded(Bounded(Starlette(routes=routes, exception_handlers=failures.handlers()))))]


class Console:
    """The pages."""

    def __init__(self, views: Views, pages: Pages, desk: OrderDesk) -> None:
        self._views = views
        self._pages = pages
        self._desk = desk

    async def front(self, request: Request) -> Response:
        scope, who = await self._enter(request), request.state.who
        question, now = question_of(request.query_params), self._desk.clock()
        found = await self._views.cases(scope, question, now)
        units = units_of(self._desk.means().directory, now.astimezone(VIETNAM).date())
        return self._pages.show(
            request,
            "front.html",
            found=found,
            question=question,
            choices=choices_of(question, units),
            waiting=await self._views.waiting(who, scope, request.query_params.get("cho", "")),
            waits=WAITS,
            totals=await self._views.totals(scope),
            counted=COUNTED,
            now=now,
            opening=WORD,
            may_sort=who.role in POLICY[Permission.TRIAGE_CASES],
            may_open=who.role in POLICY[Permission.OPEN_CASES],
        )

    async def _enter(self, request: Request) -> Scope:
        scope, _ = await self._pages.enter(request, Permission.READ_CASES)
        if scope is None:
            raise NotSignedIn
        return scope
