"""What two publications are to each other."""

import math
import unicodedata
from dataclasses import replace

import pytest
from tests.invented import Event, Report

from classify.grouping.item import Item, item_of
from classify.grouping.relation import WINDOW, Relation, relate
from classify.judgement.letters import strip_accents

REPORT = Event(1).report(0)
SENTENCES = REPORT.text.split(". ")


def item(report: Report, at: float = math.nan, identity: str = "a") -> Item:
    return item_of(identity, report.title, report.text, at)


def told(text: str, title: str = REPORT.title) -> Relation:
    return relate(item(REPORT), item(Report(title, text))).relation


@pytest.mark.parametrize(
    "text",
    [
        REPORT.text,
        strip_accents(REPORT.text),
        unicodedata.normalize("NFD", REPORT.text),
        REPORT.text.upper(),
        ". ".join(SENTENCES[: len(SENTENCES) // 2]),
        ". ".join(SENTENCES[:3]),
        ". ".join(reversed(SENTENCES)),
        f"{'Theo nguồn tin riêng của báo. ' * 3}{REPORT.text} {'Mời bạn đọc xem thêm. ' * 5}",
    ],
    ids=["same", "without accents", "decomposed", "capitals", "half", "lead", "shuffled", "wrapped"],
)
def test_a_copy_is_found_however_it_was_cut_and_typed(text: str) -> None:
    assert told(text, "Một tiêu đề khác") is Relation.COPY


def test_the_lead_of_a_very_long_text_is_a_copy() -> None:
    long = Event(1).report(0, words=3_000)
    lead = Report("Một tiêu đề khác", ". ".join(long.text.split(". ")[:10]))
    assert relate(item(long), item(lead)).relation is Relation.COPY


def test_other_words_about_the_same_names_are_its_story_and_no_copy() -> None:
    assert relate(item(REPORT), item(Event(1).report(1))).relation is Relation.STORY


def test_another_event_is_nothing() -> None:
    assert relate(item(REPORT), item(Event(2).report(0))).relation is Relation.NONE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Giá vàng hôm nay 12/3", "Giá vàng hôm nay 13/3"),
        ("Đáp án đề thi mã đề 205", "Đáp án đề thi mã đề 210"),
        ("Kết quả xổ số 25/3: độc đắc 35 tỷ", "Kết quả xổ số 28/3: độc đắc 41 tỷ đồng"),
    ],
)
def test_a_column_filled_in_for_another_day_is_neither_copy_nor_story(one: str, other: str) -> None:
    first, second = (item(Report(title, REPORT.text)) for title in (one, other))
    assert relate(first, second).relation is Relation.NONE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sập giàn giáo: 3 người chết", "Sập giàn giáo: 3 người chết"),
        ("Họp báo ngày 12/3 về vụ sập giàn giáo", "Vụ sập giàn giáo: họp báo ngày 13/3"),
        ("Sập giàn giáo", "Sập giàn giáo: 3 người chết"),
    ],
)
def test_numbers_in_titles_that_are_no_column_keep_nobody_apart(one: str, other: str) -> None:
    first, second = (item(Report(title, REPORT.text)) for title in (one, other))
    assert relate(first, second).relation is Relation.COPY


def test_a_post_without_a_title_is_a_column_by_how_it_begins() -> None:
    first, second = (item(Report("", f"Lịch cắt điện {day} như sau: {REPORT.text}")) for day in ("12/3", "13/3"))
    assert relate(first, second).relation is Relation.NONE


def test_a_short_text_only_suggests_a_story() -> None:
    short = Report(REPORT.title, ". ".join(Event(1).report(1).text.split(". ")[:2]))
    assert relate(item(REPORT), item(short)).relation is Relation.SUGGESTED


def test_a_greeting_that_both_have_is_no_proof_of_copying() -> None:
    greeting = Report("", "Kính chúc quý bạn đọc một năm mới an khang")
    assert relate(item(greeting), item(greeting)).relation is Relation.SUGGESTED


def test_more_than_a_week_apart_is_nothing_and_without_a_date_anything_may_be() -> None:
    first = item(REPORT, at=0.0)
    assert relate(first, item(REPORT, at=float(WINDOW))).relation is Relation.COPY
    assert relate(first, item(REPORT, at=WINDOW + 1.0)).relation is Relation.NONE
    assert relate(first, item(REPORT)).relation is Relation.COPY


def test_two_communes_of_the_province_are_two_events_until_a_person_says_otherwise() -> None:
    first, second = item(REPORT), item(Event(1).report(1))
    here, there = replace(first, communes=frozenset({"02647"})), replace(second, communes=frozenset({"02671"}))
    assert relate(here, there).relation is Relation.SUGGESTED
    assert relate(here, replace(there, communes=frozenset({"02671", "02647"}))).relation is Relation.STORY
    assert relate(here, second).relation is Relation.STORY


def test_communes_are_known_by_their_kind_and_name() -> None:
    assert item(Report("Tai nạn ở phường Cam Đường", "tại phuong lao cai")).communes == {"02671", "02647"}
    assert item(Report("Bắc Hà và Cam Đường", "Ông Bắc Hà")).communes == frozenset()


@pytest.mark.parametrize("version", range(20))
def test_it_is_the_same_from_both_sides(version: int) -> None:
    one, other = item(REPORT), item(Event(1 + version % 2).report(version, words=40 + 30 * version))
    assert relate(one, other) == relate(other, one)
