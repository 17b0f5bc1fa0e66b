"""Links of strangers' pages."""

import pytest

from ingest.reading.addresses import ADDRESS_LIMIT
from ingest.reading.links import LINK_LIMIT, TEXT_LIMIT, read_links

URL = "https://bao.example/muc/"


def test_links_are_absolute_numbered_and_have_words() -> None:
    body = """<meta charset=utf-8><a href="/a">Thông tin <b>cải chính</b></a><a href=x></a><a href="javascript:1">x</a>
    <a name=q>không</a><a href="mailto:a@b">thư</a><a href="b.html#c" title="Ảnh"><img></a>""".encode()
    assert read_links(body, URL) == [
        {"address": "https://bao.example/a", "text": "Thông tin cải chính", "number": 1},
        {"address": "https://bao.example/muc/b.html#c", "text": "Ảnh", "number": 2},
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe\x00",
        b"<a href='http://[::1'>x</a>",
        b"<a href=" * 10_000,
        '<a href="/x">\ud800</a>'.encode("utf-8", "surrogatepass"),
    ],
)
def test_nothing_is_raised_for_what_is_no_page(body: bytes) -> None:
    assert isinstance(read_links(body, URL), list)


def test_however_much_there_is_only_so_much_is_read() -> None:
    long = f'<a href="/{"a" * 3 * ADDRESS_LIMIT}">x</a>'
    body = (
        f"<html><body>{long}{'<a href=/y>' + 'chữ ' * 500 + '</a>'}{'<a href=/z>z</a>' * 5_000}</body></html>".encode()
    )
    links = read_links(body, URL)
    assert len(links) == LINK_LIMIT
    assert all(len(link["text"]) <= TEXT_LIMIT and len(link["address"]) <= ADDRESS_LIMIT for link in links)
