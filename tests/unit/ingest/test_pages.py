"""The article in a page."""

import pytest

from ingest.reading.pages import Article, read_page

BODY = (
    "Gần 200 công nhân của một công ty may phản ánh họ bị nợ lương ba tháng liền. "
    "Đại diện công ty cho biết sẽ trả trước ngày 30. Công đoàn đã cử người đến làm việc với hai bên."
)


def page(lead: str = "", body: str = BODY) -> bytes:
    return f"""<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Nợ lương - Báo</title>
<meta property="og:title" content="Công nhân bị nợ lương"><meta name="description" content="{lead}"></head>
<body><nav><a href="/">Trang chủ</a></nav><article><h1>Công nhân bị nợ lương</h1><p>{body}</p></article>
<footer>Bản quyền</footer></body></html>""".encode()


def read(body: bytes) -> Article:
    return read_page(body, "https://bao.example/tin/1")


def test_title_and_text_are_found_and_the_furniture_is_not() -> None:
    article = read(page())
    assert article.title == "Công nhân bị nợ lương"
    assert "nợ lương ba tháng liền" in article.text
    assert "Trang chủ" not in article.text


def test_a_lead_that_stands_apart_is_put_in_front() -> None:
    lead = "Vụ việc xảy ra ở phường Cam Đường, tỉnh Lào Cai."
    assert read(page(lead)).text.startswith(f"{lead}\nCông nhân bị nợ lương\nGần 200")


def test_a_lead_that_the_text_repeats_is_not_said_twice() -> None:
    lead = "GẦN 200 CÔNG NHÂN của một công ty may"
    assert read(page(lead)).text.lower().count("gần 200 công nhân") == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00" * 1_000,
        b"garbage \xff\xfe",
        b"%PDF-1.7 \x00\x01\x02",
        b"\x1f\x8b\x08 broken gzip",
        b"<?xml version='1.0' encoding='nonsense'?><html/>",
        b"<html>" + b"<div>" * 5_000,
        b"<html><!--" + b"x" * 50_000,
        b"<html><body></body></html>",
    ],
)
def test_a_page_without_an_article_is_empty_and_raises_nothing(body: bytes) -> None:
    assert read(body).text == ""


def test_an_extractor_that_gives_up_leaves_an_empty_article(monkeypatch: pytest.MonkeyPatch) -> None:
    def gives_up(*_: object, **__: object) -> None:
        raise AssertionError("lxml")

    monkeypatch.setattr("trafilatura.bare_extraction", gives_up)
    assert read(page()) == Article("", "")
