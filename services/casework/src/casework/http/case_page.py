"""The page of a case: as it is, and as a place to act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from casework.access.policy import Permission, Scope
from casework.access.refusals import NotSignedIn
from casework.access.who import Who
from casework.correspondence.offering import writable
from casework.domain.life import commands as c
from casework.domain.life.offering import offered
from casework.domain.life.refusals import Stale
from casework.http.forms import Form
from casework.http.order_choices import Choices, units_of
from casework.http.order_desk import OrderDesk, actor_of
from casework.http.order_failures import ORDER_STATUS, REFUSALS
from casework.http.order_forms import BadFields, OrderForm, form_of, given_of
from casework.http.order_ranking import ranked
from casework.http.order_shapes import command_of
from casework.http.orders import VERB_OF, Verb
from casework.http.pages import Pages
from casework.http.stage_line import stage_line
from casework.store.documents import case_of
from casework.store.life_documents import life_of
from casework.views import CasePage, Views
from shared.ops.clock import VIETNAM

NOT_TAKEN: tuple[type[Exception], ...] = (BadFields, *REFUSALS)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A form that was not taken, and why; `news` is what others have done since it was opened."""

    kind: type[c.Command]
    form: Form
    status: int
    why: str
    faults: Mapping[str, str] = field(default_factory=dict)
    news: Sequence[Any] = ()


class CaseRoom:
    def __init__(self, views: Views, pages: Pages, desk: OrderDesk) -> None:
        self._views = views
        self._pages = pages
        self._desk = desk

    async def look(self, request: Request) -> Response:
        who, scope, _ = await self._enter(request, Permission.READ_CASES)
        return await self._show(request, who, scope)

    async def back(self, request: Request) -> Response:
        """Somebody asks again for the address of a form: after signing in, or by the address line."""
        await self._enter(request, Permission.READ_CASES)
        return RedirectResponse(f"/cases/{request.path_params['case_id']}", status_code=303)

    def doing(self, verb: Verb) -> Any:
        async def do(request: Request) -> Response:
            who, scope, form = await self._enter(request, verb.permission)
            case_id, version = request.path_params["case_id"], position(form.get("version", ""), 0)
            message = message_of(who, request.url.path, form)
            try:
                command = command_of(verb.kind, given_of(verb.kind, form), message)
                await self._desk.give(case_id, version, command, who, scope, message)
            except NOT_TAKEN as error:
                attempt = await self._failed(verb, form, case_id, version, error)
                return await self._show(request, who, scope, attempt)
            # What the machine adds, as that a unit is told, comes after the step itself.
            return RedirectResponse(f"/cases/{case_id}?xong={version + 1}#xong", status_code=303)

        return do

    async def _failed(self, verb: Verb, form: Form, case_id: str, version: int, error: Exception) -> Attempt:
        if isinstance(error, BadFields):
            return Attempt(verb.kind, form, 422, str(error), error.faults)
        news = await self._views.since(case_id, version) if isinstance(error, Stale) else ()
        return Attempt(verb.kind, form, ORDER_STATUS[type(error)][0], str(error), news=news)

    async def _show(self, request: Request, who: Who, scope: Scope, attempt: Attempt | None = None) -> Response:
        told, line = (position(request.query_params.get(name, "")) for name in ("bai", "dong"))
        page = await self._views.case(scope, request.path_params["case_id"], told, line)
        return self._pages.show(
            request,
            "case.html",
            attempt.status if attempt else 200,
            case=page.case,
            told=page.told,
            timeline=page.timeline,
            asked=page.asked,
            proofs=page.proofs,
            people=page.people,
            relatives=page.relatives,
            letters=page.letters,
            writable=writable(case_of(page.case), page.letters, actor_of(who)),
            stages=stage_line(page.case["life"]),
            forms=(forms := await self._forms(who, page, attempt)),
            judging=VERB_OF[c.ReturnConclusion].word in [form.word for form in forms],
            attempt=attempt,
            done=await self._done(request, who, page),
        )

    async def _forms(self, who: Who, page: CasePage, attempt: Attempt | None) -> list[OrderForm]:
        """What may be done now; and what somebody has tried, so that nothing typed is lost."""
        row, life = page.case, life_of(page.case["life"])
        kinds = list(offered(life, self._desk.scene(who, row)))
        if attempt and attempt.kind not in kinds:
            kinds.append(attempt.kind)
        publications = await self._views.publications(row) if {c.OpenRequest, c.Split} & set(kinds) else ()
        day = self._desk.clock().astimezone(VIETNAM).date()
        units = units_of(self._desk.means().directory, day) if {c.Assign, c.Split} & set(kinds) else ()
        choices = Choices(
            life, row["unit"]["id"], page.asked, publications, units, row["_id"], row.get("proposals", ())
        )
        tried = {attempt.kind: (attempt.form, attempt.faults)} if attempt else {}
        return [form_of(kind, choices, *tried.get(kind, ())) for kind in ranked(kinds)]

    async def _done(self, request: Request, who: Who, page: CasePage) -> Any:
        """The line that the reader has just written, if it is theirs: an address alone must not make one believe it."""
        version = position(request.query_params.get("xong", ""), 0)
        if not version:
            return None
        lines = await self._views.since(page.case["_id"], version - 1)
        return lines[0] if lines and lines[0]["actor"] == actor_of(who).account else None

    async def _enter(self, request: Request, permission: Permission) -> tuple[Who, Scope, Form]:
        scope, form = await self._pages.enter(request, permission)
        if scope is None:
            raise NotSignedIn
        return request.state.who, scope, form


def position(text: str, otherwise: int = 1) -> int:
    """A number that somebody has sent; whatever else they write there is `otherwise`."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def message_of(who: Who, path: str, form: Form) -> str:
    """The same person sending the same form again, by a second click or a reload, has one effect."""
    typed = sorted((name, value) for name, value in form.items() if name != "csrf")
    return sha256(repr((who.id, path, typed)).encode()).hexdigest()
