"""What an outlet prints at its place for corrections: not in its feed, and only in the afternoon."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from haichieu.sampleday.day import Article, SampleDay
from haichieu.sampleday.model import Correction, Outlet
from haichieu.sampleday.templating import ENVIRONMENT, missing

PLACE = "cai-chinh"


@dataclass(frozen=True, slots=True)
class Listed:
    path: str
    title: str


def listed(day: SampleDay, outlet: Outlet) -> list[Listed]:
    """Links, as the place and the front page show them."""
    return [
        Listed(f"/{outlet.key}/{PLACE}/{correction.slug}.html", article.title)
        for correction in day.corrections(outlet.key)
        if (article := day.article(correction.about)) is not None
    ]


def place(day: SampleDay, outlet: Outlet) -> str:
    return ENVIRONMENT.get_template("corrections.html").render(outlet=outlet, corrections=listed(day, outlet))


def found(day: SampleDay, outlet: Outlet, slug: str) -> tuple[Correction, Article] | None:
    for correction in day.corrections(outlet.key):
        article = day.article(correction.about)
        if correction.slug == slug and article is not None:
            return correction, article
    return None


def render(outlet: Outlet, correction: Correction, article: Article) -> str:
    return ENVIRONMENT.get_template("correction.html").render(
        outlet=outlet, correction=correction, article=article, section=outlet.sections[article.section]
    )


def routes(day: SampleDay, outlet_of: Callable[[Request], Outlet]) -> list[Route]:
    async def list_them(request: Request) -> Response:
        return HTMLResponse(place(day, outlet_of(request)))

    async def show(request: Request) -> Response:
        outlet, gone = outlet_of(request), day.corrections_removed
        one = found(day, outlet, request.path_params["slug"])
        if one is None:
            return HTMLResponse(missing(gone=gone), status_code=410 if gone else 404)
        return HTMLResponse(render(outlet, *one))

    return [Route(f"/{{outlet}}/{PLACE}/", list_them), Route(f"/{{outlet}}/{PLACE}/{{slug}}.html", show)]
