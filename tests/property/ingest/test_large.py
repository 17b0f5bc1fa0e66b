"""Pages and feeds far larger than any outlet has."""

from tests.unit.ingest.test_feeds import URL, item, rss
from tests.unit.ingest.test_pages import BODY, page, read

from ingest.reading.bounds import ENTRY_LIMIT
from ingest.reading.feeds import read_feed


def test_a_page_of_many_tags_is_read_like_any_other() -> None:
    body = "".join(f"<div><p>{number} {BODY}</p></div>" for number in range(6_000))
    assert page(body=body).count(b"<") > 20_000
    assert "5999 Gần 200" in read(page(body=body)).text


def test_no_feed_is_read_without_end() -> None:
    feed = rss(*(item(f"{number}", f"https://bao.example/{number}") for number in range(ENTRY_LIMIT + 10)))
    assert len(read_feed(feed, URL)) == ENTRY_LIMIT
