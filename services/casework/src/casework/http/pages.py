"""Templates, and whatever every page of them gets."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from casework.access.policy import Permission, Scope
from casework.http import reminder_views, rule_words, words
from casework.http.admin.trail_words import FILTERS as TRAIL_FILTERS
from casework.http.case_filters import FILTERS as LIST_FILTERS
from casework.http.formats import FILTERS
from casework.http.forms import Form, read_form
from casework.http.gate import SAFE, Gate
from casework.http.letters.words import FILTERS as LETTER_FILTERS
from casework.http.navigation import places_of
from casework.http.uploads import brings_a_file, read_upload


class Pages:
    """`who` is on every page: the reader's name, and what a form of theirs must send back."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._templates = _templates()

    async def enter(self, request: Request, permission: Permission) -> tuple[Scope | None, Form]:
        """Past the gate; what a form has sent is read here, since its CSRF field belongs to the way in.

        Files, by the names of their fields, are in `request.state.files`.
        """
        request.state.files = {}
        form: Form = {}
        if request.method not in SAFE and brings_a_file(request):
            form, request.state.files = await read_upload(request)
        elif request.method not in SAFE:
            form = await read_form(request)
        admitted = await self._gate.admit(request, permission, form.get("csrf", ""))
        request.state.who = admitted.who
        return admitted.scope, form

    async def recognise(self, request: Request) -> None:
        """Whoever is signed in keeps their name on a page that tells of a failure, also where nobody asked for it."""
        if getattr(request.state, "who", None) is None:
            request.state.who = await self._gate.who(request)

    def show(self, request: Request, template: str, status: int = 200, **values: object) -> Response:
        return HTMLResponse(self.render(request, template, **values), status)

    def render(self, request: Request, template: str, **values: object) -> str:
        who = getattr(request.state, "who", None)
        here = f"/{request.url.path.strip('/').partition('/')[0]}"
        return self._templates.get_template(template).render(who=who, places=places_of(who), here=here, **values)


@cache
def _templates() -> Environment:
    """Compiled once, however many surfaces there are."""
    templates = Environment(
        loader=PackageLoader("casework", "http/templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters |= (
        FILTERS | reminder_views.FILTERS | TRAIL_FILTERS | rule_words.FILTERS | LETTER_FILTERS | LIST_FILTERS
    )
    templates.filters |= {"say": words.say, "source": words.source, "person": words.person}
    templates.filters["reason_of"] = words.reason_of
    return templates
