"""The feeds that a page says it has."""

import pytest

from ingest.reading.alternates import LIMIT, read_alternates

URL = "https://bao.example/muc/"


def test_declared_feeds_come_first_then_links_that_look_like_feeds() -> None:
    body = b"""<html><head>
    <link rel="stylesheet alternate" type="text/css" href="/x.css">
    <link rel="Alternate" type="application/atom+xml" href="tin.atom"></head><body>
    <a href="/rss/home.rss">RSS</a><a href="/tin/1.html">Tin</a><a href="https://khac.example/feed">B</a>
    <a href="/rss/home.rss">again</a><a href="/feedback">Ph\xe1\xba\xa3n h\xe1\xbb\x93i</a>
    <a href="javascript:rss()">no</a></body></html>"""
    assert read_alternates(body, URL) == [
        "https://bao.example/muc/tin.atom",
        "https://bao.example/rss/home.rss",
        "https://khac.example/feed",
    ]


@pytest.mark.parametrize("body", [b"", b"\x00" * 5_000, bytes(range(256)) * 50, b"<a href='http://[bad/rss'>x</a>"])
def test_whatever_the_bytes_are_there_is_an_answer(body: bytes) -> None:
    assert read_alternates(body, URL) == []


def test_a_page_of_a_million_feeds_gives_some() -> None:
    body = "".join(f"<a href='/rss/{n}.rss'>x</a>" for n in range(5_000)).encode()
    assert len(read_alternates(body, URL)) == LIMIT
