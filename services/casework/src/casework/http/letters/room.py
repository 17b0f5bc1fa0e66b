"""The page of a letter: what it says, where it stands, and the next step."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from casework.access.policy import Permission, Scope
from casework.access.refusals import NotSignedIn
from casework.access.who import Who
from casework.correspondence.by import Visitor
from casework.correspondence.desk import LetterDesk
from casework.correspondence.filed import KIND_TITLES, Filed
from casework.http.api.letter_files import as_file
from casework.http.api.letter_steps import VERBS, Verb
from casework.http.case_page import message_of, position
from casework.http.forms import Form
from casework.http.letters.failures import NOT_TAKEN, Failed, failed
from casework.http.letters.steps import Tried, step_forms, step_of
from casework.http.letters.words import WAITS
from casework.http.order_desk import actor_of
from casework.http.order_forms import BadFields
from casework.http.pages import Pages
from casework.http.visitors import visitor_for
from casework.letters.offering import offered
from casework.letters.steps import STATES, Actor
from casework.store.letter_pages import LetterPages
from casework.store.people import People

ONE = "/letters/{letter_id}"


class LetterRoom:
    def __init__(self, pages: Pages, letters: LetterPages, desk: LetterDesk, people: People) -> None:
        self._pages = pages
        self._letters = letters
        self._desk = desk
        self._people = people

    def routes(self) -> list[BaseRoute]:
        return [
            Route(ONE, self.look),
            Route(f"{ONE}/document", self.document),
            *(Route(f"{ONE}/{verb.word}", self.doing(verb), methods=["POST"]) for verb in VERBS),
            *(Route(f"{ONE}/{verb.word}", self.back) for verb in VERBS),
        ]

    async def look(self, request: Request) -> Response:
        who, scope, _ = await enter(self._pages, request, Permission.READ_CASES)
        return await self._show(request, who, await self._letters.letter(scope, request.path_params["letter_id"]))

    async def back(self, request: Request) -> Response:
        """Somebody asks for the address of a form: after signing in, or by the address line."""
        await enter(self._pages, request, Permission.READ_CASES)
        return RedirectResponse(f"/letters/{request.path_params['letter_id']}", status_code=303)

    async def document(self, request: Request) -> Response:
        """The .docx: as it was signed; before that as it would be, without number and date."""
        _, scope, _ = await enter(self._pages, request, Permission.READ_CASES)
        letter = await self._letters.letter(scope, request.path_params["letter_id"])
        return as_file(letter, *await self._content(letter))

    def doing(self, verb: Verb) -> Any:
        async def do(request: Request) -> Response:
            who, scope, form = await enter(self._pages, request, verb.permission)
            letter = await self._letters.letter(scope, request.path_params["letter_id"])
            try:
                visitor = visitor_of(request, who, scope, form)
                after = await self._desk.take(
                    letter.id, position(form.get("version", ""), 0), step_of(verb, form), visitor
                )
            except NOT_TAKEN as error:
                now = await self._letters.letter(scope, letter.id)
                tried = Tried(verb, form, error.faults if isinstance(error, BadFields) else {})
                return await self._show(request, who, now, failed(error, now.letter.facts), tried)
            return RedirectResponse(f"/letters/{letter.id}?xong={after.version}#xong", status_code=303)

        return do

    async def _show(
        self, request: Request, who: Who, letter: Filed, why: Failed | None = None, tried: Tried | None = None
    ) -> Response:
        from casework.letters.reading import read_stretches  # noqa: PLC0415 - docx, as in `correspondence.printing`

        content, sha256 = await self._content(letter)
        way, actor = letter.letter, Actor(actor_of(who).account, who.role)
        names = [fact.actor for fact in way.facts] + [way.signatory]
        done = position(request.query_params.get("xong", ""), 0)
        mine = [fact for fact in way.facts if (fact.version, fact.actor) == (done, actor.id)]
        return self._pages.show(
            request,
            "letter.html",
            why.status if why else 200,
            letter=letter,
            title=KIND_TITLES[letter.kind],
            state=STATES[way.state],
            waits=WAITS[way.state],
            people=await self._people.names(names),
            stretches=read_stretches(content),
            forms=step_forms(letter, actor, sha256, tried),
            may_edit="edit" in offered(way, actor),
            why=why,
            done=mine[0] if mine else None,
        )

    async def _content(self, letter: Filed) -> tuple[bytes, str]:
        if signed := letter.letter.signed_document:
            return await self._letters.signed(letter), signed
        sheet = await self._desk.press.again(letter.kind, letter.printed.facts)
        return sheet.content, sheet.sha256


async def enter(pages: Pages, request: Request, permission: Permission) -> tuple[Who, Scope, Form]:
    scope, form = await pages.enter(request, permission)
    if scope is None:
        raise NotSignedIn
    return request.state.who, scope, form


def visitor_of(request: Request, who: Who, scope: Scope, form: Form) -> Visitor:
    return visitor_for(who, scope, message_of(who, request.url.path, form))
