"""The page on which a letter is begun, or written anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from casework.access.policy import Permission, Scope
from casework.access.who import Who
from casework.correspondence.desk import LetterDesk
from casework.correspondence.filed import Filed
from casework.correspondence.suggesting import repeated, suggested, without
from casework.domain.life.refusals import Missing
from casework.http.api.letter_failures import faults_in
from casework.http.case_page import position
from casework.http.forms import Form
from casework.http.letters.failures import NOT_TAKEN, Failed, failed
from casework.http.letters.fields import FIELDS
from casework.http.letters.form import Lists, letter_form, own_of, said_in
from casework.http.letters.room import ONE, enter, visitor_of
from casework.http.letters.words import BEGIN
from casework.http.order_forms import BadFields
from casework.http.pages import Pages
from casework.letters.kinds import Kind
from casework.store.case_pages import CasePages
from casework.store.documents import case_of, told_of
from casework.store.letter_pages import LetterPages
from casework.store.people import People
from casework.views import Views
from shared.ops.ids import new_id

NEW = "/cases/{case_id}/letters/{kind}"
MOST = 100


@dataclass(frozen=True, slots=True)
class Task:
    """What is being written: a new letter of a kind, or `letter` anew."""

    who: Who
    scope: Scope
    case: Mapping[str, Any]
    kind: Kind
    request_id: str | None
    letter: Filed | None = None

    @property
    def track(self) -> str:
        tracks = [one["track"] for one in self.case["life"]["requests"] if one["id"] == self.request_id]
        return tracks[0] if tracks else ""


class WritingRoom:
    def __init__(
        self, pages: Pages, views: Views, cases: CasePages, letters: LetterPages, desk: LetterDesk, people: People
    ) -> None:
        self._pages = pages
        self._views = views
        self._cases = cases
        self._letters = letters
        self._desk = desk
        self._people = people

    def routes(self) -> list[BaseRoute]:
        return [
            Route(NEW, self.new),
            Route(NEW, self.begin, methods=["POST"]),
            Route(f"{ONE}/edit", self.old),
            Route(f"{ONE}/edit", self.edit, methods=["POST"]),
        ]

    async def new(self, request: Request) -> Response:
        task, _ = await self._beginning(request)
        letters = await self._letters.of_case(task.case["_id"], 0, MOST)
        values = repeated(letters, self._desk.issuing, task.who.display_name) | await self._suggested(task)
        return await self._show(request, task, values)

    async def begin(self, request: Request) -> Response:
        """The same form sent twice begins one letter; another form of the same content is another."""
        task, form = await self._beginning(request)
        said = said_in(task.kind, form, task.request_id)
        try:
            own = own_of(without(said, await self._suggested(task)))
            letter = await self._desk.begin(task.case["_id"], own, visitor_of(request, task.who, task.scope, form))
        except NOT_TAKEN as error:
            return await self._not_taken(request, task, said, form, error)
        return RedirectResponse(f"/letters/{letter.id}?xong={letter.version}#xong", status_code=303)

    async def old(self, request: Request) -> Response:
        task, _ = await self._rewriting(request)
        own = dict(task.letter.own) if task.letter else {}
        kept = {name: value for name, value in own.items() if value is not None}
        return await self._show(request, task, await self._suggested(task) | kept)

    async def edit(self, request: Request) -> Response:
        task, form = await self._rewriting(request)
        said = said_in(task.kind, form, task.request_id)
        letter_id, version = request.path_params["letter_id"], position(form.get("version", ""), 0)
        try:
            own = own_of(without(said, await self._suggested(task)))
            letter = await self._desk.edit(letter_id, version, own, visitor_of(request, task.who, task.scope, form))
        except NOT_TAKEN as error:
            return await self._not_taken(request, task, said, form, error)
        return RedirectResponse(f"/letters/{letter.id}?xong={letter.version}#xong", status_code=303)

    async def _beginning(self, request: Request) -> tuple[Task, Form]:
        who, scope, form = await enter(self._pages, request, Permission.WRITE_LETTERS)
        case = await self._cases.case(scope, request.path_params["case_id"])
        kind = request.path_params["kind"]
        if kind not in FIELDS:
            raise HTTPException(404)
        request_id = form.get("yeu-cau") or request.query_params.get("yeu-cau") or None
        return Task(who, scope, case, kind, request_id), form

    async def _rewriting(self, request: Request) -> tuple[Task, Form]:
        who, scope, form = await enter(self._pages, request, Permission.WRITE_LETTERS)
        letter = await self._letters.letter(scope, request.path_params["letter_id"])
        case = await self._cases.case(scope, letter.case_id)
        return Task(who, scope, case, letter.kind, letter.request_id, letter), form

    async def _suggested(self, task: Task) -> dict[str, Any]:
        told = [told_of(row) for row in await self._views.publications(dict(task.case))]
        try:
            return suggested(task.kind, task.request_id, case_of(dict(task.case)), told, self._desk.issuing)
        except Missing:
            # A request that is not there: the desk says so when the form is sent.
            return {}

    async def _not_taken(self, request: Request, task: Task, said: Any, form: Form, error: Exception) -> Response:
        letter = await self._letters.letter(task.scope, task.letter.id) if task.letter else None
        faults = error.faults if isinstance(error, BadFields) else faults_in(error)
        why = failed(error, letter.letter.facts if letter else ())
        version = letter.version if letter else 0
        return await self._show(request, task, said, why, faults, once=form.get("lan", ""), version=version)

    async def _show(
        self,
        request: Request,
        task: Task,
        values: Mapping[str, Any],
        why: Failed | None = None,
        faults: Mapping[str, str] | None = None,
        once: str = "",
        version: int = 0,
    ) -> Response:
        letter = task.letter
        names = await self._people.names(fact.actor for fact in why.news) if why else {}
        return self._pages.show(
            request,
            "letter_form.html",
            why.status if why else 200,
            case=task.case,
            letter=letter,
            title=BEGIN[task.kind],
            form=letter_form(task.kind, task.track, values, await self._lists(), faults or {}),
            action=request.url.path,
            asked=task.request_id or "",
            version=version or (letter.version if letter else 0),
            once=once or new_id(),
            why=why,
            people=names,
        )

    async def _lists(self) -> Lists:
        return {
            "leaders": await self._people.leaders(),
            "issuers": [(one.id, one.letterhead.name) for one in self._desk.issuing.issuers],
            "laws": [(law.id, law.law) for law in self._desk.press.laws],
        }
