"""What outlets ask robots not to visit."""

import pytest

from ingest.errors import Busy, FetchFailed, Gone, HttpError, IngestError, RobotsForbid
from ingest.fetching import robots as robots_module
from ingest.fetching.robots import AGAIN_SECONDS, KEPT_SECONDS, Robots

ORIGIN, HOST = "https://bao.example", "bao.example"


class Site:
    """Answers for robots.txt, a clock, and how often it was asked."""

    def __init__(self, *answers: bytes | IngestError) -> None:
        self.answers, self.asked, self.now = list(answers), 0, 0.0
        self.robots = Robots(self._fetch, {"ban.example"}, lambda: self.now)

    async def _fetch(self, url: str) -> bytes:
        self.asked += 1
        answer = self.answers[min(self.asked, len(self.answers)) - 1]
        if isinstance(answer, IngestError):
            raise answer
        return answer

    async def allows(self, path: str) -> bool:
        try:
            await self.robots.judge(f"{ORIGIN}{path}", ORIGIN, HOST)
        except RobotsForbid:
            return False
        return True


async def test_what_is_forbidden_is_not_visited_and_the_rest_is() -> None:
    site = Site(b"User-agent: *\nDisallow: /rieng/\nAllow: /rieng/chung\n")
    assert [await site.allows(path) for path in ("/", "/rieng/a", "/rieng/chung")] == [True, False, True]
    assert site.asked == 1


async def test_a_group_for_us_by_name_goes_before_the_one_for_all() -> None:
    site = Site(b"User-agent: *\nDisallow: /\n\nUser-agent: haichieu\nDisallow: /in\n")
    assert [await site.allows(path) for path in ("/tin", "/in")] == [True, False]


async def test_the_refusal_says_who_asks_and_what_to_do() -> None:
    site = Site(b"User-agent: *\nDisallow: /")
    with pytest.raises(RobotsForbid, match=r"bao\.example/robots\.txt asks us not .*INGEST_ROBOTS_EXEMPT"):
        await site.robots.judge(f"{ORIGIN}/tin", ORIGIN, HOST)


async def test_with_the_outlets_consent_nothing_is_asked() -> None:
    site = Site(b"User-agent: *\nDisallow: /")
    assert await site.robots.judge("https://ban.example/", "https://ban.example", "ban.example") == 0
    assert site.asked == 0


async def test_a_crawl_delay_is_told() -> None:
    site = Site(b"User-agent: *\nCrawl-delay: 7")
    assert await site.robots.judge(f"{ORIGIN}/", ORIGIN, HOST) == 7


@pytest.mark.parametrize("error", [Gone("404"), HttpError("403", status=403), HttpError("401", status=401)])
async def test_without_a_file_everything_may_be_visited(error: IngestError) -> None:
    site = Site(error)
    assert await site.allows("/tin")
    assert await site.allows("/khac")
    assert site.asked == 1


@pytest.mark.parametrize("error", [HttpError("500", status=500), Busy("429", status=429), FetchFailed("time-out")])
async def test_a_host_that_cannot_say_is_left_alone_and_asked_again_soon(error: IngestError) -> None:
    site = Site(error, b"User-agent: *\nDisallow: /in")
    for _ in range(3):
        with pytest.raises(type(error)):
            await site.allows("/tin")
    assert site.asked == 1
    site.now = AGAIN_SECONDS
    assert await site.allows("/tin")


async def test_what_it_said_before_holds_while_it_cannot_say() -> None:
    site = Site(b"User-agent: *\nDisallow: /in", FetchFailed("time-out"), b"")
    assert not await site.allows("/in")
    site.now = KEPT_SECONDS
    assert [await site.allows(path) for path in ("/tin", "/in")] == [True, False]
    site.now += AGAIN_SECONDS
    assert await site.allows("/in"), "it allows everything now"


@pytest.mark.parametrize("body", [b"", b"\xff\xfe\x00", b"<html>404</html>", b"\x00" * 10_000, b"Disallow: /\n"])
async def test_what_is_no_robots_file_forbids_nothing(body: bytes) -> None:
    assert await Site(body).allows("/tin")


async def test_a_file_of_wildcards_costs_no_time() -> None:
    site = Site(b"User-agent: *\nDisallow: /" + b"*a" * 2_000 + b"*b\n")
    assert await site.allows("/" + "a" * 2_000)


async def test_a_million_origins_are_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(robots_module, "ORIGINS_REMEMBERED", 10)
    site = Site(b"")
    for number in range(50):
        await site.robots.judge(f"https://{number}.example/", f"https://{number}.example", f"{number}.example")
    assert len(site.robots._known) <= 10
    assert not site.robots._asking
