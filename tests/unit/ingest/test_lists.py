"""Every form of list that outlets offer gives the same entries."""

import gzip
import json
import zlib
from datetime import UTC, datetime

import pytest

from ingest.errors import Empty, FeedUnreadable, JsonBroken, NestedTooDeep, NotAList, PackingBroken, SitemapBroken
from ingest.reading import unpacking
from ingest.reading.bounds import ENTRY_LIMIT, PAST_LIMIT, Bounds
from ingest.reading.feeds import read_feed, read_list
from ingest.testing import AT

URL = "https://bao.example/rss"
PAGE = "https://bao.example/tin/1"
TITLE = "Công nhân bị nợ lương"

ITEM = f"<item><title>{TITLE}</title><link>{PAGE}</link></item>"
RSS_091 = f'<rss version="0.91"><channel><title>t</title>{ITEM}</channel></rss>'
RSS_092 = RSS_091.replace("0.91", "0.92")
RSS_20 = RSS_091.replace("0.91", "2.0").replace("</link>", "</link><pubDate>Tue, 24 Nov 2026 10:52:07 +07</pubDate>")
RDF = f"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="x"><title>t</title></channel>
<item rdf:about="{PAGE}"><title>{TITLE}</title><link>{PAGE}</link><dc:date>2026-11-24T10:52:07+07:00</dc:date>
<dc:creator>Nguyễn Văn A</dc:creator></item></rdf:RDF>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><title>{TITLE}</title><link href="/tin/1"/>
<author><name>Nguyễn Văn A</name></author><published>2026-11-24T10:52:07+07:00</published></entry></feed>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {
                "id": "1",
                "url": "/tin/1",
                "title": TITLE,
                "date_published": "2026-11-24T10:52:07+07:00",
                "authors": [{"name": "Nguyễn Văn A"}],
            }
        ],
    }
)
NEWS = f"""<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><image:image><image:loc>https://bao.example/a.jpg</image:loc><image:title>Ảnh</image:title></image:image><loc>{PAGE}</loc>
<lastmod>2026-11-25</lastmod><news:news><news:publication><news:name>Báo</news:name></news:publication>
<news:publication_date>2026-11-24T10:52:07+07:00</news:publication_date><news:title>{TITLE}</news:title></news:news></url></urlset>"""
INDEX = """<sitemapindex><sitemap><loc>https://bao.example/1.xml</loc><lastmod>2026-11-24T10:52:07+07:00</lastmod></sitemap>
<sitemap><loc>javascript:1</loc></sitemap></sitemapindex>"""
SECTION = f"""<!doctype html><html><body><nav><a href="/">Trang chủ</a></nav><h3><a href="/tin/1">{TITLE}</a></h3>
<h3><a href="/tin/1">Xem thêm</a></h3><h3><a href="/2"></a></h3></body></html>"""


def packed(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)


@pytest.mark.parametrize(
    ("text", "form", "dated"),
    [
        (RSS_091, "rss091u", False),
        (RSS_092, "rss092", False),
        (RSS_20, "rss20", True),
        (RDF, "rss10", True),
        (ATOM, "atom10", True),
        (JSON, "json-feed", True),
        (NEWS, "sitemap", True),
    ],
)
@pytest.mark.parametrize("pack", [bytes, packed])
def test_each_form_gives_the_entry(text: str, form: str, dated: bool, pack: object) -> None:
    listing = read_list(pack(text.encode()), URL)  # type: ignore[operator]  # either of the two above
    (entry,) = listing.entries
    assert (listing.form, entry.address, entry.title) == (form, PAGE, TITLE)
    assert entry.published_at == (AT if dated else None)


@pytest.mark.parametrize("text", [RDF, ATOM, JSON])
def test_who_wrote_it_is_read_where_it_stands(text: str) -> None:
    assert [entry.author for entry in read_feed(text.encode(), URL)] == ["Nguyễn Văn A"]


def test_a_youtube_channels_feed_is_a_feed() -> None:
    text = f"""<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/"
    xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="http://www.youtube.com/feeds/videos.xml?channel_id=UC1"/>
    <id>yt:channel:UC1</id><title>Truyền hình Lào Cai</title><entry><id>yt:video:abc</id><yt:videoId>abc</yt:videoId>
    <title>{TITLE}</title><link rel="alternate" href="https://www.youtube.com/watch?v=abc"/>
    <author><name>Truyền hình Lào Cai</name></author><published>2026-11-24T03:52:07+00:00</published>
    <media:group><media:title>{TITLE}</media:title><media:description>Ba tháng chưa có lương.</media:description>
    </media:group></entry></feed>"""
    (entry,) = read_feed(text.encode(), "https://www.youtube.com/feeds/videos.xml?channel_id=UC1")
    assert (entry.address, entry.title) == ("https://www.youtube.com/watch?v=abc", TITLE)
    assert (entry.summary, entry.published_at) == ("Ba tháng chưa có lương.", AT)


def test_an_index_names_its_sitemaps_and_is_no_feed_itself() -> None:
    listing = read_list(INDEX.encode(), URL)
    (child,) = listing.children
    assert (listing.form, child.address, child.changed_at) == ("sitemap-index", "https://bao.example/1.xml", AT)
    assert listing.dropped == {"no address": 1}
    with pytest.raises(NestedTooDeep, match="index of 1 sitemaps"):
        read_feed(INDEX.encode(), URL)


def test_the_day_a_page_was_touched_is_not_the_day_it_was_published() -> None:
    (entry,) = read_feed(b"<urlset><url><loc>/tin/1</loc><lastmod>2026-11-24</lastmod></url></urlset>", URL)
    assert entry.published_at is None


def test_of_a_long_sitemap_the_newest_are_read() -> None:
    rows = "".join(
        f"<url><loc>/{number}</loc><lastmod>2026-{number % 12 + 1:02d}-01</lastmod></url>" for number in range(3_000)
    )
    listing = read_list(f"<urlset>{rows}</urlset>".encode(), URL)
    assert len(listing.entries) == ENTRY_LIMIT
    assert listing.dropped == {"over the limit": 1_000}
    assert listing.entries[0].address == "https://bao.example/11"


def test_of_the_past_fifty_thousand_are_read_and_the_time_that_is_asked_for_counts_first() -> None:
    rows = "".join(
        f"<url><loc>/{number}</loc><news><publication_date>{'2026' if number % 2 else '2021'}-05-01T08:00:00Z"
        "</publication_date></news></url>"
        for number in range(PAST_LIMIT + 10)
    )
    body = f"<urlset>{rows}</urlset>".encode()
    whole = read_list(body, URL, bounds=Bounds(PAST_LIMIT, PAST_LIMIT))
    assert (len(whole.entries), whole.dropped) == (PAST_LIMIT, {"over the limit": 10})
    old = read_list(body, URL, bounds=Bounds(PAST_LIMIT, PAST_LIMIT, until=datetime(2022, 1, 1, tzinfo=UTC)))
    assert (len(old.entries), old.dropped) == (PAST_LIMIT // 2 + 5, {})


def test_of_a_long_index_it_is_said_how_many_sitemaps_are_not_taken() -> None:
    rows = "".join(f"<sitemap><loc>/{n}.xml</loc><lastmod>{2020 + n}-01-01</lastmod></sitemap>" for n in range(5))
    body = f"<sitemapindex>{rows}</sitemapindex>".encode()
    assert read_list(body, URL, bounds=Bounds(children=3)).dropped == {"over the limit": 2}
    late = read_list(body, URL, bounds=Bounds(children=3, since=datetime(2021, 6, 1, tzinfo=UTC)))
    assert (len(late.children), late.dropped) == (3, {})


def test_a_section_page_is_a_list_only_for_an_outlet_whose_row_says_where_to_look() -> None:
    (entry,) = read_feed(SECTION.encode(), "https://www.laodong.vn/ldld-lao-cai")
    assert (entry.address, entry.title) == ("https://www.laodong.vn/tin/1", TITLE)
    with pytest.raises(NotAList, match=r"outlets\.yaml"):
        read_feed(SECTION.encode(), URL)
    with pytest.raises(NotAList, match="no link"):
        read_feed(b"<html><body>Loi 500</body></html>", "https://laodong.vn/x")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", Empty),
        (b" \n\t", Empty),
        (b"\xef\xbb\xbf", Empty),
        (packed(b""), Empty),
        (b"\x1f\x8b broken", PackingBroken),
        (packed(RSS_20.encode())[:20], PackingBroken),
        (b'{"items": []}', JsonBroken),
        (b'{"version": "https://jsonfeed.org/version/1", "items": {}}', JsonBroken),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [', JsonBroken),
        (b'{"a":' * 100_000, JsonBroken),
        (b"<urlset", NotAList),
        (b"<a><urlset ></urlset></a>", SitemapBroken),
        (b"plain text", NotAList),
        (b"\x89PNG\r\n\x1a\n", NotAList),
    ],
)
def test_what_is_no_list_is_refused_by_its_kind(body: bytes, kind: type[FeedUnreadable]) -> None:
    with pytest.raises(FeedUnreadable, match=r"bao\.example/rss") as refused:
        read_list(body, URL)
    assert refused.type is kind


def test_what_unpacks_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "UNPACKED_BYTES", 1_000)
    with pytest.raises(PackingBroken, match="1,000"):
        read_list(gzip.compress(b"<rss>" * 10_000), URL)


def test_wrong_fields_of_a_json_feed_cost_their_entry_only() -> None:
    items = [
        {"url": 5},
        "x",
        None,
        {"url": "/tin/1", "title": ["a"], "date_published": 7, "authors": ["A"], "author": 3},
    ]
    body = json.dumps({"version": "https://jsonfeed.org/version/1", "items": items}).encode()
    listing = read_list(body, URL)
    assert [(entry.address, entry.title, entry.published_at) for entry in listing.entries] == [(PAGE, "", None)]
    assert listing.dropped == {"no address": 1, "no object": 2}


def test_entities_of_a_sitemap_reach_nothing() -> None:
    text = '<!DOCTYPE u [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    text += "<urlset ><url><loc>/1</loc><title>&x;</title></url></urlset>"
    assert [entry.title for entry in read_feed(text.encode(), URL)] == [""]


def test_a_packing_of_another_kind_is_no_list() -> None:
    with pytest.raises(FeedUnreadable):
        read_list(zlib.compress(RSS_20.encode()), URL)
