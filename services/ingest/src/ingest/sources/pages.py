"""The pages of sources (Vietnamese): all of them, one of them, what an address gave."""

from collections.abc import Sequence
from datetime import datetime

from jinja2 import Environment, PackageLoader
from starlette.responses import HTMLResponse

from ingest.sources.discovery import Trial
from ingest.sources.rows import outlet_of
from ingest.sources.shown import STATES
from ingest.sources.source import HEALTHY, Source
from shared.ops.clock import VIETNAM, Clock

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
}
MEDIA = {
    "online": "báo điện tử",
    "daily": "báo in hằng ngày",
    "weekly": "báo in hằng tuần",
    "magazine": "tạp chí",
    "radio": "phát thanh",
    "tv": "truyền hình",
    "facebook": "Facebook",
    "youtube": "YouTube",
    "telegram": "Telegram",
}
"""The medium decides which legal clock runs; the words are for people."""


class Pages:
    """`keepers`: whether anybody may change the list here; without them the pages only show."""

    def __init__(self, clock: Clock, *, keepers: bool) -> None:
        self._clock = clock
        self._keepers = keepers
        self._templates = Environment(
            loader=PackageLoader("ingest", "data"), autoescape=True, trim_blocks=True, lstrip_blocks=True
        )
        self._templates.globals |= {"moment": moment, "states": STATES, "media": MEDIA}

    def all(self, sources: Sequence[Source]) -> HTMLResponse:
        counts = {state: sum(1 for one in sources if one.state == state) for state in STATES}
        return self._page("sources.html", sources=sorted(sources, key=in_order), counts=counts)

    def one(self, source: Source) -> HTMLResponse:
        return self._page("source.html", source=source)

    def tried(self, url: str, trials: Sequence[Trial]) -> HTMLResponse:
        return self._page("tried.html", url=url, trials=trials, outlet=outlet_of(url))

    def refused(self, why: str) -> HTMLResponse:
        return self._page("refused.html", 422, why=why)

    def _page(self, name: str, status: int = 200, **told: object) -> HTMLResponse:
        page = self._templates.get_template(name).render(**told, now=self._clock(), keepers=self._keepers)
        return HTMLResponse(page, status, HEADERS)


def in_order(source: Source) -> tuple[bool, bool, str, str]:
    """Those in trouble first, then those that rest."""
    return source.state == HEALTHY, source.resting, source.outlet_name, source.url


def moment(at: datetime | None) -> str:
    return f"{at.astimezone(VIETNAM):%H:%M %d/%m/%Y}" if at else "chưa có"
