"""Three outlets that publish a few articles every second, for as long as the killing lasts."""

import asyncio
import time
from datetime import datetime
from email.utils import format_datetime
from html import escape

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from tests.chaos.articles import OUTLETS, Article, Newsroom

from haichieu.census import Shown
from haichieu.rehearsal import GuestServer

FEED_LENGTH = 200
PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title></head>
<body><nav>Trang chủ</nav><article><h1>{title}</h1>{paragraphs}</article><footer>Tòa soạn</footer></body></html>"""


class Newsstand:
    """`rate` new articles a second from `open` until `close`; what was published stays on sale."""

    def __init__(self, newsroom: Newsroom, port: int, rate: float) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self._newsroom = newsroom
        self._rate = rate
        self._started = time.monotonic()
        self._closed = False
        routes = [Route("/{outlet}/feed.xml", self._feed), Route("/{outlet}/{number:int}.html", self._page)]
        config = uvicorn.Config(
            Starlette(routes=routes), host="127.0.0.1", port=port, log_config=None, access_log=False, lifespan="off"
        )
        self._server = GuestServer(config)
        self._serving: asyncio.Task[None] | None = None

    def sources(self) -> list[dict[str, str]]:
        return [
            {"outlet_id": key, "outlet_name": key, "medium": "online", "url": f"{self.base}/{key}/feed.xml"}
            for key in OUTLETS
        ]

    def shown(self) -> list[Shown]:
        return [article.shown(self.base) for article in self._newsroom.articles]

    async def open(self) -> None:
        self._started = time.monotonic()
        self._serving = asyncio.create_task(self._server.serve())

    def close(self) -> None:
        """Publish nothing new any more."""
        self._grow()
        self._closed = True

    async def stop(self) -> None:
        self._server.should_exit = True
        if self._serving is not None:
            await self._serving

    def _grow(self) -> None:
        if not self._closed:
            wanted = int((time.monotonic() - self._started) * self._rate)
            self._newsroom.write(wanted - len(self._newsroom.articles), datetime.now().astimezone())

    async def _feed(self, request: Request) -> Response:
        self._grow()
        outlet = request.path_params["outlet"]
        listed = [one for one in self._newsroom.articles if one.outlet == outlet and not one.gone]
        items = "".join(map(self._item, reversed(listed[-FEED_LENGTH:])))
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{outlet}</title>{items}</channel></rss>'
        return Response(feed, media_type="application/rss+xml")

    def _item(self, one: Article) -> str:
        link, date = f"{self.base}{one.path}", format_datetime(one.published)
        return f"<item><title>{escape(one.title)}</title><link>{link}</link><pubDate>{date}</pubDate></item>"

    async def _page(self, request: Request) -> Response:
        one = self._newsroom.articles[request.path_params["number"]]
        if one.gone:
            return HTMLResponse("<h1>Bài đã được gỡ</h1>", status_code=410)
        paragraphs = "".join(f"<p>{escape(line)}</p>" for line in one.text)
        return HTMLResponse(PAGE.format(title=escape(one.title), paragraphs=paragraphs))
