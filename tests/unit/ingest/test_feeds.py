"""What outlets call a feed."""

import pytest

from ingest.errors import FeedUnreadable
from ingest.reading.addresses import ADDRESS_LIMIT
from ingest.reading.feeds import read_feed
from ingest.reading.listing import SUMMARY_LIMIT, TITLE_LIMIT
from ingest.reading.markup import plain
from ingest.testing import AT

URL = "https://bao.example/rss"


def rss(*items: str) -> bytes:
    entries = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{entries}</channel></rss>'.encode()


def item(title: str = "Tin", link: str = "https://bao.example/tin/1", **other: str) -> str:
    rest = "".join(f"<{name}>{text}</{name}>" for name, text in other.items())
    return f"<title>{title}</title><link>{link}</link>{rest}"


ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>
<entry><title type="html">Nợ lương &amp;amp; đình công</title><link href="/tin/1"/>
<summary>Ba tháng.</summary><updated>2026-11-24T10:52:07+07:00</updated></entry></feed>""".encode()


def test_rss_gives_address_title_summary_and_moment() -> None:
    (entry,) = read_feed(
        rss(item("Nợ lương", description="Ba <b>tháng</b>.", pubDate="Tue, 24 Nov 2026 10:52:07 GMT+7")), URL
    )
    assert (entry.address, entry.title, entry.summary) == ("https://bao.example/tin/1", "Nợ lương", "Ba tháng .")
    assert entry.published_at == AT


def test_atom_gives_the_same_and_its_relative_link_is_made_whole() -> None:
    (entry,) = read_feed(ATOM, URL)
    assert (entry.address, entry.title) == ("https://bao.example/tin/1", "Nợ lương & đình công")
    assert entry.published_at == AT


def test_entries_keep_the_order_of_the_feed() -> None:
    feed = rss(*(item(f"Tin {number}", f"https://bao.example/{number}") for number in range(5)))
    assert [entry.title for entry in read_feed(feed, URL)] == [f"Tin {number}" for number in range(5)]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"<!doctype html><html><body><h1>B\xc3\xa1o</h1></body></html>", "text/html; charset=utf-8"),
        (b"\x00\xff\xfe\x00garbage", "application/rss+xml"),
        (b"", ""),
        (b'{"error": "not found"}', "application/json"),
        (b"/etc/passwd", "text/plain"),
        (b"https://elsewhere.example/rss", "text/plain"),
    ],
)
def test_what_is_no_feed_is_refused_with_its_address(body: bytes, content_type: str) -> None:
    with pytest.raises(FeedUnreadable, match=r"bao\.example/rss"):
        read_feed(body, URL, content_type)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://bao.example/1",
        "http://[evil",
        "",
        " ",
        "https://bao.example/" + "a" * ADDRESS_LIMIT,
    ],
)
def test_an_entry_without_a_visitable_link_is_dropped_and_its_neighbour_is_not(link: str) -> None:
    assert [entry.title for entry in read_feed(rss(item("Xấu", link), item("Tốt")), URL)] == ["Tốt"]


def test_an_entry_whose_link_element_is_missing_is_dropped() -> None:
    assert read_feed(rss("<title>Không có địa chỉ</title>"), URL) == []


def test_entities_escaped_once_or_twice_read_the_same() -> None:
    once, twice = read_feed(rss(item("Lương &amp; thưởng &#272;ỏ"), item("Lương &amp;amp; thưởng &amp;#272;ỏ")), URL)
    assert once.title == twice.title == "Lương & thưởng Đỏ"


def test_markup_in_a_title_is_taken_out_also_when_it_is_escaped_twice() -> None:
    assert plain("&lt;b&gt;Nợ&lt;/b&gt; <i>lương</i>") == "Nợ lương"


def test_an_endless_title_and_summary_are_cut() -> None:
    (entry,) = read_feed(rss(item("a" * 5_000_000, description="b" * 100_000)), URL)
    assert (len(entry.title), len(entry.summary)) == (TITLE_LIMIT, SUMMARY_LIMIT)


@pytest.mark.timeout(10)
def test_a_title_of_a_million_brackets_does_not_take_forever() -> None:
    assert plain("<" * 1_000_000).startswith("<<<")


@pytest.mark.parametrize("reference", ["&#xD800;", "&#xdfff;", "&#55296;", "&#0;", "&#x110000;", "&#99999999;"])
def test_a_reference_to_no_character_costs_nobody_the_feed(reference: str) -> None:
    entries = read_feed(rss(item(f"a{reference}b"), item("Tốt", "https://bao.example/2")), URL)
    assert entries[-1].title == "Tốt"
    "".join(entry.title for entry in entries).encode()


def test_a_date_that_overflows_costs_nobody_the_feed() -> None:
    feed = rss(item("Một", pubDate="Tue, 24 Nov 99999999999 10:52:00 +0700"), item("Hai", "https://bao.example/2"))
    assert [(entry.title, entry.published_at) for entry in read_feed(feed, URL)] == [("Một", None), ("Hai", None)]


def test_an_unknown_charset_is_survived() -> None:
    assert [entry.title for entry in read_feed(rss(item("Tin")), URL, "text/xml; charset=nonsense-9")] == ["Tin"]


def test_a_parser_that_gives_up_is_the_feeds_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def gives_up(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr("feedparser.parse", gives_up)
    with pytest.raises(FeedUnreadable, match="RecursionError"):
        read_feed(rss(item()), URL)
