"""An outlet that publishes a few articles every second, for as long as the killing lasts."""

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
from tests.bench.material import Press

from haichieu.rehearsal import GuestServer
from shared.contracts.ingest import PublicationCapturedV1

FEED_LENGTH = 200
PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title></head>
<body><nav>Trang chủ</nav><article><h1>{title}</h1>{paragraphs}</article><footer>Tòa soạn</footer></body></html>"""


class Newsstand:
    """`rate` new articles a second from the start until `close`; every address that was ever shown is remembered."""

    def __init__(self, port: int, rate: float, share: float, seed: int) -> None:
        self._rate = rate
        self._press = Press(share, seed)
        self._articles: list[PublicationCapturedV1] = []
        self._base = f"http://127.0.0.1:{port}"
        self._started = time.monotonic()
        self._closed: float | None = None
        routes = [Route("/feed.xml", self._feed), Route("/{number:int}.html", self._page)]
        config = uvicorn.Config(
            Starlette(routes=routes), host="127.0.0.1", port=port, log_config=None, access_log=False, lifespan="off"
        )
        self._server = GuestServer(config)
        self._serving: asyncio.Task[None] | None = None

    @property
    def feed(self) -> str:
        return f"{self._base}/feed.xml"

    async def open(self) -> None:
        self._started = time.monotonic()
        self._serving = asyncio.create_task(self._server.serve())

    def close(self) -> None:
        """Publish nothing new any more; what was published stays on sale."""
        self._grow()
        self._closed = time.monotonic()

    async def stop(self) -> None:
        self._server.should_exit = True
        if self._serving is not None:
            await self._serving

    def addresses(self) -> set[str]:
        return {f"{self._base}/{number}.html" for number in range(len(self._articles))}

    def _grow(self) -> None:
        if self._closed is None:
            wanted = int((time.monotonic() - self._started) * self._rate)
            now = datetime.now().astimezone()
            self._articles += self._press.publications(max(0, wanted - len(self._articles)), now)

    async def _feed(self, _: Request) -> Response:
        self._grow()
        numbered = list(enumerate(self._articles))[-FEED_LENGTH:]
        items = "".join(
            f"<item><title>{escape(a.title)}</title><link>{self._base}/{n}.html</link>"
            f"<pubDate>{format_datetime(a.captured_at)}</pubDate></item>"
            for n, a in reversed(numbered)
        )
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Sạp báo</title>{items}</channel></rss>'
        return Response(feed, media_type="application/rss+xml")

    async def _page(self, request: Request) -> Response:
        article = self._articles[request.path_params["number"]]
        paragraphs = "".join(f"<p>{escape(line)}.</p>" for line in article.text.split(". "))
        return HTMLResponse(PAGE.format(title=escape(article.title), paragraphs=paragraphs))
