"""Every form of list that outlets offer gives the same entries."""

import gzip
import json
import zlib

import pytest

from ingest.errors import Empty, FeedUnreadable, JsonBroken, NestedTooDeep, NotAList, PackingBroken, SitemapBroken
from ingest.reading import unpacking
from ingest.reading.feeds import read_feed, read_list
from ingest.reading.listing import ENTRY_LIMIT
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
