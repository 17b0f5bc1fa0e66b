"""The outlets on HTTP, with conditional answers as real ones give them."""

from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from haichieu.sampleday import corrections, feeds, pages
from haichieu.sampleday.day import Expected, Feed, SampleDay, expected
from haichieu.sampleday.model import Outlet
from haichieu.sampleday.templating import missing

__all__ = ["Expected", "Feed", "SampleDay", "app", "expected"]


def app(day: SampleDay) -> Starlette:
    """The three outlets as one web server; what it answers follows `day.phase`."""

    def outlet_of(request: Request) -> Outlet:
        outlet = day.sample.outlet(request.path_params["outlet"])
        if outlet is None:
            raise HTTPException(404)
        return outlet

    async def index(_: Request) -> Response:
        return HTMLResponse(pages.index(day))

    async def feed(request: Request) -> Response:
        outlet = outlet_of(request)
        body = feeds.render(day, outlet, str(request.base_url))
        return conditional(request, body, feeds.MEDIA_TYPES[outlet.style], day.changed(outlet.key))

    async def page(request: Request) -> Response:
        outlet, slug = outlet_of(request), request.path_params["slug"]
        if day.gone(slug):
            return HTMLResponse(missing(gone=True), status_code=410)
        article = day.article(slug)
        if article is None or (article.outlet, article.section) != (outlet.key, request.path_params["section"]):
            return HTMLResponse(missing(gone=False), status_code=404)
        return HTMLResponse(pages.render(day, outlet, article, str(request.base_url)))

    return Starlette(
        routes=[
            Route("/", index),
            Route("/robots.txt", robots),
            Route("/anh-mau.svg", picture),
            Route("/{outlet}/feed.xml", feed),
            Route("/{outlet}/rss", feed),
            *corrections.routes(day, outlet_of),
            Route("/{outlet}/{section}/{slug}.html", page),
        ]
    )


async def robots(_: Request) -> Response:
    return PlainTextResponse("User-agent: *\nAllow: /\n")


async def picture(_: Request) -> Response:
    return Response(pages.PICTURE, media_type="image/svg+xml")


def conditional(request: Request, body: bytes, media_type: str, changed: datetime) -> Response:
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Last-Modified": format_datetime(changed.astimezone(UTC), usegmt=True)}
    if _unchanged(request, etag, changed):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


def _unchanged(request: Request, etag: str, changed: datetime) -> bool:
    # RFC 9110 §13.2.2: a date is looked at only where no entity tag was sent.
    known = request.headers.get("if-none-match")
    if known is not None:
        tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
        return etag in tags or "*" in tags
    since = request.headers.get("if-modified-since")
    if since is None:
        return False
    try:
        return changed <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False
