from calendar import timegm
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from html import unescape
from xml.etree import ElementTree

import feedparser
import httpx
import pytest

from haichieu.sampleday import Expected, SampleDay, app, expected
from haichieu.sampleday.dates import VIETNAM, malformed
from haichieu.sampleday.day import Article, DayOverError

BASE = "http://ngay-mau.test"
EDITED = "su-co-xuong-say-quang-tang-loong-ba-cong-nhan-bi-bong"
REMOVED = "chu-tich-cong-doan-cong-ty-o-mau-a-bi-to-khai-khong-qua"
LATE = {
    "hon-400-cong-nhan-dien-tu-o-au-lau-tam-dung-lam-viec",
    "37-cong-nhan-may-o-bao-yen-nhap-vien-sau-bua-trua",
    "tuyen-nu-thang-dam-tran-ra-quan",
}
OUTLETS = ("thuong-nguon", "nguoi-tho-moi", "nhip-ngay")


@pytest.fixture
def day() -> SampleDay:
    return SampleDay.on(date(2026, 11, 24))


@pytest.fixture
async def client(day: SampleDay) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app(day)), base_url=BASE) as client:
        yield client


def shown(day: SampleDay) -> list[Article]:
    return [article for outlet in OUTLETS for article in day.articles(outlet)]


def slugs(day: SampleDay) -> set[str]:
    return {article.slug for article in shown(day)}


def path_of(day: SampleDay, slug: str) -> str:
    item = day.sample.publication(slug)
    assert item is not None
    return f"/{item.outlet}/{item.section}/{slug}.html"


async def parsed(client: httpx.AsyncClient, outlet: str) -> feedparser.FeedParserDict:
    response = await client.get(f"/{outlet}/feed.xml")
    assert response.status_code == 200
    return feedparser.parse(response.content)


def test_expected_counts_follow_the_day(day: SampleDay) -> None:
    assert expected(day) == Expected(publications=67, relevant=25, copies=6, cases=19, edits=0, removals=0)
    day.advance()
    assert expected(day) == Expected(publications=70, relevant=27, copies=7, cases=20, edits=1, removals=1)


def test_advance_edits_one_removes_one_and_adds_three(day: SampleDay) -> None:
    morning, before = slugs(day), day.article(EDITED)
    day.advance()
    after = day.article(EDITED)
    assert day.phase == 1
    assert slugs(day) == (morning - {REMOVED}) | LATE
    assert before is not None
    assert after is not None
    assert before.modified is None
    assert after.modified == datetime(2026, 11, 24, 14, 50, tzinfo=VIETNAM)
    assert after.published == before.published
    assert after.title != before.title
    assert after.paragraphs != before.paragraphs
    assert after.lead == before.lead


def test_the_other_articles_stay_as_they_were(day: SampleDay) -> None:
    morning = {article.slug: article for article in shown(day)}
    day.advance()
    changed = {article.slug for article in shown(day) if morning.get(article.slug, article) != article}
    assert changed == {EDITED}


def test_the_afternoon_can_come_early_but_not_twice_nor_backwards(day: SampleDay) -> None:
    with pytest.raises(ValueError, match="before the start"):
        day.advance(day.start - timedelta(seconds=1))
    day.advance(day.start + timedelta(seconds=5))
    assert all(article.published < day.now for article in shown(day))
    with pytest.raises(DayOverError):
        day.advance()


def test_a_start_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        SampleDay(datetime(2026, 11, 24, 7))


def test_dates_are_those_of_vietnam_whatever_the_zone_of_the_start() -> None:
    utc = SampleDay(datetime(2026, 11, 23, 23, 30, tzinfo=UTC))
    assert utc.start.isoformat() == "2026-11-24T06:30:00+07:00"
    article = utc.article(EDITED)
    assert article is not None
    assert article.lead.startswith("Đêm 23/11,")
    assert not [text for article in shown(utc) for text in article.paragraphs if "{" in text]


def test_feeds_name_outlet_medium_and_address(day: SampleDay) -> None:
    feeds = day.feeds("http://127.0.0.1:8099/")
    assert [feed.outlet_key for feed in feeds] == list(OUTLETS)
    assert feeds[0].outlet_name == "Báo Thượng Nguồn"
    assert feeds[0].medium == "online"
    assert feeds[0].url == "http://127.0.0.1:8099/thuong-nguon/feed.xml"


@pytest.mark.parametrize("outlet", OUTLETS)
@pytest.mark.parametrize("phase", [0, 1])
async def test_a_feed_lists_the_outlet_newest_first(
    day: SampleDay, client: httpx.AsyncClient, outlet: str, phase: int
) -> None:
    if phase:
        day.advance()
    feed = await parsed(client, outlet)
    articles = day.articles(outlet)
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == [article.title for article in articles]
    assert [entry.link.partition("?")[0] for entry in feed.entries] == [BASE + article.path for article in articles]
    assert all(article.lead in unescape(entry.summary) for entry, article in zip(feed.entries, articles, strict=True))


@pytest.mark.parametrize("outlet", OUTLETS)
async def test_rss_is_the_same_feed(client: httpx.AsyncClient, outlet: str) -> None:
    feed, rss = await client.get(f"/{outlet}/feed.xml"), await client.get(f"/{outlet}/rss")
    assert feed.content == rss.content


@pytest.mark.parametrize("outlet", ["thuong-nguon", "nguoi-tho-moi"])
async def test_correct_feeds_date_their_entries_correctly(
    day: SampleDay, client: httpx.AsyncClient, outlet: str
) -> None:
    feed = await parsed(client, outlet)
    for entry, article in zip(feed.entries, day.articles(outlet), strict=True):
        assert timegm(entry.published_parsed) == article.published.timestamp()


async def test_the_malformed_feed_misdates_in_every_known_way(client: httpx.AsyncClient) -> None:
    content = (await client.get("/nhip-ngay/feed.xml")).content
    dates = [item.findtext("pubDate") for item in ElementTree.fromstring(content).iter("item")]
    written = [date for date in dates if date is not None]
    assert len(dates) - len(written) == 1
    for sign in ("+07", "GMT+7", "\u202f", "\u00a0", " AM", "11/2"):
        assert any(sign in date for date in written), sign
    assert not any("\u202f" not in date and date.endswith("+0700") and "\u00a0" not in date for date in written)


def test_malformed_dates_mean_the_same_moment() -> None:
    moment = datetime(2026, 11, 24, 12, 5, 9, tzinfo=VIETNAM)
    assert [malformed(moment, variant) for variant in range(5)] == [
        "Tue, 24 Nov 2026 12:05:09 +07",
        "Tue, 24 Nov 2026 12:05:09 GMT+7",
        "11/24/2026 12:05:09 PM",
        "Tue,\u00a024\u00a0Nov 2026 12:05:09 +0700",
        "11/24/2026 12:05:09\u202fPM",
    ]


async def test_advancing_redates_nothing_in_the_malformed_feed(day: SampleDay, client: httpx.AsyncClient) -> None:
    async def dates() -> dict[str | None, str | None]:
        items = ElementTree.fromstring((await client.get("/nhip-ngay/feed.xml")).content).iter("item")
        return {item.findtext("link"): item.findtext("pubDate") for item in items}

    morning = await dates()
    day.advance()
    afternoon = await dates()
    assert {link: afternoon[link] for link in morning.keys() & afternoon.keys()}.items() <= morning.items()


@pytest.mark.parametrize("outlet", OUTLETS)
async def test_a_known_feed_is_not_sent_again_until_it_changes(
    day: SampleDay, client: httpx.AsyncClient, outlet: str
) -> None:
    url = f"/{outlet}/feed.xml"
    first = await client.get(url)
    by_tag = {"If-None-Match": first.headers["etag"]}
    by_date = {"If-Modified-Since": first.headers["last-modified"]}
    for headers in (by_tag, by_date, {"If-None-Match": f'"x", W/{first.headers["etag"]}'}, {"If-None-Match": "*"}):
        again = await client.get(url, headers=headers)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
    day.advance()
    assert (await client.get(url, headers=by_tag)).status_code == 200
    assert (await client.get(url, headers=by_date)).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": '"khac"'},
        {
            "If-None-Match": '"khac"',
            "If-Modified-Since": format_datetime(datetime(2030, 1, 1, tzinfo=UTC), usegmt=True),
        },
        {"If-Modified-Since": "hôm qua".encode()},
        {"If-Modified-Since": format_datetime(datetime(2020, 1, 1, tzinfo=UTC), usegmt=True)},
        {"If-Modified-Since": "Tue, 24 Nov 2026 10:52:00 -0000"},
    ],
)
async def test_a_condition_that_does_not_hold_brings_the_feed(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    assert (await client.get("/thuong-nguon/rss", headers=headers)).status_code == 200


@pytest.mark.parametrize("phase", [0, 1])
async def test_pages_carry_every_paragraph_and_the_date_of_the_feed(
    day: SampleDay, client: httpx.AsyncClient, phase: int
) -> None:
    if phase:
        day.advance()
    for article in shown(day):
        response = await client.get(article.path)
        assert response.status_code == 200
        page = unescape(response.text)
        assert all(text in page for text in (article.title, article.lead, *article.paragraphs)), article.slug
        assert article.published.isoformat() in page
        assert (article.modified is not None) == ("article:modified_time" in page)


async def test_a_page_differs_between_the_phases_only_by_its_own_edit(
    day: SampleDay, client: httpx.AsyncClient
) -> None:
    def body(page: str) -> str:
        start = page.index("<h1")
        return page[start : page.index("</article>" if "</article>" in page else 'class="box-hot"', start)]

    paths = {article.slug: article.path for article in shown(day)}
    morning = {slug: body((await client.get(path)).text) for slug, path in paths.items()}
    day.advance()
    afternoon = {slug: body((await client.get(path)).text) for slug, path in paths.items() if slug != REMOVED}
    assert {slug for slug, text in afternoon.items() if text != morning[slug]} == {EDITED}


async def test_a_removed_page_is_gone(day: SampleDay, client: httpx.AsyncClient) -> None:
    path = path_of(day, REMOVED)
    assert (await client.get(path)).status_code == 200
    day.advance()
    assert (await client.get(path)).status_code == 410


async def test_what_is_not_there_yet_is_not_found(day: SampleDay, client: httpx.AsyncClient) -> None:
    paths = [path_of(day, slug) for slug in LATE]
    assert {(await client.get(path)).status_code for path in paths} == {404}
    day.advance()
    assert {(await client.get(path)).status_code for path in paths} == {200}


@pytest.mark.parametrize(
    "path",
    [
        "/khong-co/feed.xml",
        "/khong-co/thoi-su/x.html",
        "/thuong-nguon/thoi-su/khong-co.html",
        f"/nhip-ngay/xa-hoi/{EDITED}.html",
    ],
)
async def test_unknown_addresses_are_not_found(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 404


async def test_the_front_page_says_that_all_is_invented(client: httpx.AsyncClient) -> None:
    response = await client.get("/")
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "đều hư cấu" in response.text
    assert all(f"/{outlet}/feed.xml" in response.text for outlet in OUTLETS)


async def test_crawlers_are_welcome_and_the_picture_is_there(client: httpx.AsyncClient) -> None:
    assert (await client.get("/robots.txt")).text == "User-agent: *\nAllow: /\n"
    assert (await client.get("/anh-mau.svg")).headers["content-type"].startswith("image/svg+xml")


async def test_the_same_start_gives_the_same_bytes(client: httpx.AsyncClient) -> None:
    twin = app(SampleDay.on(date(2026, 11, 24)))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(twin), base_url=BASE) as other:
        for outlet in OUTLETS:
            assert (await client.get(f"/{outlet}/rss")).content == (await other.get(f"/{outlet}/rss")).content
