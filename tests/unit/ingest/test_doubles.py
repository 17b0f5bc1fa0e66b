"""One article at two addresses is one publication."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.ingest.test_revisit import Place

from ingest.addresses import canonical, identity
from ingest.domain import Entry
from ingest.pseudonyms import nobody, pseudonym_with
from ingest.reading.words import content_hash
from ingest.testing import AT, a_page, a_source, an_entry
from ingest.twins import WINDOW, Face, title_key, twin_of
from ingest.usecases import visit_source
from shared.text.signature import signature

WORDS = " ".join(f"công{number} nhân{number}" for number in range(200))
FACE = Face("a", title_key("Công nhân bị nợ lương"), content_hash("t", WORDS), signature(WORDS), AT)


@pytest.mark.parametrize(
    "address",
    [
        "https://bao.example/tin/no-luong-123.html",
        "https://bao.example/tin/no-luong-123.html?utm_source=zalo&fbclid=x#binhluan",
        "https://BAO.example/tin/no-luong-123.html?amp=1",
        "https://m.bao.example/tin/no-luong-123.html",
        "https://amp.bao.example/tin/no-luong-123.html",
        "https://bao.example/amp/tin/no-luong-123.html",
        "https://bao.example/tin/no-luong-123.html/amp",
        "https://bao.example/tin/no-luong-123.amp.html",
    ],
)
def test_every_form_of_an_address_is_the_same_article(address: str) -> None:
    assert identity(address) == "https://bao.example/tin/no-luong-123.html"


@pytest.mark.parametrize(
    "address",
    [
        "https://laodong.vn/cong-doan/no-luong-1533330.ldo",
        "https://news.laodong.vn/union/unpaid-wages-1533330.ldo",
        "https://ja.laodong.vn/x/mi-barai-1533330.html",
        "https://laodong.vn/cong-doan/tieu-de-da-sua-1533330.ldo?utm_source=x",
    ],
)
def test_editions_that_share_a_number_are_one_article(address: str) -> None:
    assert identity(address) == "laodong.vn#1533330"


@pytest.mark.parametrize(
    "address",
    [
        "https://bao.example/?id=1",
        "https://bao.example/amphitheatre/1",
        "https://www.bao.example/tin/1",
        "http://m.vn/tin/1",
        "https://xlaodong.vn/a-1533330.ldo",
        "https://bao.example/tin/camp.html",
    ],
)
def test_other_addresses_are_as_they_were(address: str) -> None:
    assert identity(address) == canonical(address)


def test_the_same_title_and_text_are_a_twin_at_any_time_and_nearly_the_same_within_two_days() -> None:
    later = replace(FACE, publication_id="b", captured_at=AT + WINDOW + timedelta(hours=1))
    assert twin_of(later, [FACE]) == "a"
    nearly = f"{WORDS} Cập nhật."
    edited = replace(FACE, publication_id="b", content_hash="", signature=signature(nearly))
    assert twin_of(edited, [FACE]) == "a"
    assert twin_of(replace(edited, captured_at=later.captured_at), [FACE]) == ""


def test_a_title_alone_or_a_text_alone_make_no_twin() -> None:
    """Gold prices have one title every day; a page that asks to sign in is one text behind every address."""
    prices = replace(FACE, publication_id="b", content_hash="", signature=signature(WORDS[::-1]))
    assert twin_of(prices, [FACE]) == ""
    sign_in = replace(FACE, publication_id="b", title_key=title_key("Một tin khác hẳn"))
    assert twin_of(sign_in, [FACE]) == ""
    assert title_key("Tin mới") == "", "a title that says nothing"


@pytest.fixture
def place() -> Place:
    return Place()


async def visit(place: Place, *entries: Entry) -> list[str]:
    """What is captured after the feed has listed them, each with a page of its own."""
    place.reader.lists(a_source(), *entries)
    for entry in entries:
        place.reader.pages.setdefault(entry.address, a_page(WORDS, address=entry.address))
    await visit_source(a_source(), place.watch)
    return [capture.entry.address for capture in place.works.table("captures").values()]


async def test_a_second_listing_is_remembered_and_not_captured_or_asked_for_again(place: Place) -> None:
    first, second = an_entry(), an_entry(address="https://bao.example/chuyen-muc-khac/1")
    assert await visit(place, first, second) == [first.address]
    place.reader.read.clear()
    assert await visit(place, first, second) == [first.address]
    assert place.reader.read == []


async def test_another_outlets_copy_is_another_publication(place: Place) -> None:
    await visit(place, an_entry())
    other = a_source(id="source-2", outlet_id="bao-khac", url="https://khac.example/rss")
    copy = an_entry(address="https://khac.example/tin/1")
    place.reader.lists(other, copy)
    place.reader.pages[copy.address] = a_page(WORDS, address=copy.address)
    await visit_source(other, place.watch)
    assert len(place.works.table("captures")) == 2


async def test_a_page_that_names_a_known_address_and_says_the_same_is_that_one(place: Place) -> None:
    own = an_entry()
    shared = an_entry(address="https://bao.example/chia-se/1", title="Tiêu đề viết lại cho mạng xã hội")
    place.reader.pages[shared.address] = a_page(WORDS, address=shared.address, canonical=own.address)
    assert await visit(place, own, shared) == [own.address]


async def test_pages_that_all_name_their_section_are_all_captured(place: Place) -> None:
    section = an_entry(address="https://bao.example/muc/xa-hoi", title="Chuyên mục xã hội hôm nay")
    others = [an_entry(address=f"https://bao.example/{n}", title=f"Một tin khác số {n}") for n in range(3)]
    for number, entry in enumerate(others):
        text = " ".join(f"từ{number}chữ{word}" for word in range(100))
        place.reader.pages[entry.address] = a_page(text, address=entry.address, canonical=section.address)
    assert len(await visit(place, section, *others)) == 4


def test_a_pseudonym_is_the_same_for_a_name_and_another_with_another_key() -> None:
    first, second = pseudonym_with("một khóa"), pseudonym_with("khóa khác")
    assert first("Nguyễn Văn An") == first("nguyễn  văn an") != second("Nguyễn Văn An")
    assert "nguy" not in first("Nguyễn Văn An")
    assert (nobody("Nguyễn Văn An"), first(" ")) == ("", "")
