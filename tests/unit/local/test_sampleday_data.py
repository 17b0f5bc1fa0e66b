import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any

import pytest

from haichieu.sampleday.dates import fill
from haichieu.sampleday.model import Publication, Sample, SampleError, check, load, publication

RAW = {
    "slug": "tin-thu",
    "title": "Tin thử",
    "lead": "Mở đầu.",
    "paragraphs": ["Một đoạn."],
    "minutes_before": 5,
    "section": "thoi-su",
    "expect": {"relevant": True, "place": None, "copy_of": None},
}


@pytest.fixture(scope="module")
def sample() -> Sample:
    return load()


@pytest.fixture(scope="module")
def shingles(sample: Sample) -> dict[str, frozenset[str]]:
    return {item.slug: shingled(" ".join(item.texts())) for item in sample.publications}


def plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def shingled(text: str) -> frozenset[str]:
    words = re.findall(r"\w+", plain(text))
    return frozenset(" ".join(words[start : start + 5]) for start in range(len(words) - 4))


def likeness(left: frozenset[str], right: frozenset[str]) -> float:
    return len(left & right) / len(left | right)


def everything(item: Publication) -> Iterator[str]:
    yield from item.texts()
    if item.edit is not None:
        yield from (item.edit.title or "", item.edit.lead or "", *item.edit.paragraphs)


def body_words(item: Publication) -> int:
    return len(" ".join((item.lead, *item.paragraphs)).split())


def test_the_day_has_the_promised_mix(sample: Sample) -> None:
    relevant = [item for item in sample.publications if item.expect.relevant]
    copies = [item for item in relevant if item.expect.copy_of is not None]
    assert (len(sample.publications), len(relevant), len(copies)) == (70, 27, 7)
    assert sum(item.edit is not None for item in relevant) == 1
    assert sum(item.removed for item in relevant) == 1
    assert sum(item.afternoon for item in sample.publications) == 3
    assert {item.outlet for item in relevant} == {outlet.key for outlet in sample.outlets}


def test_every_text_is_nfc_and_free_of_stray_white_space(sample: Sample) -> None:
    for item in sample.publications:
        for text in everything(item):
            assert unicodedata.is_normalized("NFC", text), item.slug
            assert text == " ".join(text.split()), item.slug


def test_lengths_are_those_of_press_items(sample: Sample) -> None:
    short = [item.slug for item in sample.publications if body_words(item) < 80]
    assert all(slug.startswith("anh-") for slug in short)
    assert len(short) == 2
    assert all(body_words(item) <= 350 for item in sample.publications)


def test_odd_headlines_are_there(sample: Sample) -> None:
    assert sum(item.title.isupper() for item in sample.publications) == 1
    assert sum(" ".join(item.texts()).isascii() for item in sample.publications) == 1
    assert sum(item.undated for item in sample.publications) == 1


def test_a_relevant_publication_names_its_place(sample: Sample) -> None:
    for item in sample.publications:
        if item.expect.relevant:
            code = item.expect.place
            place = "Lào Cai" if code is None else sample.communes[code].split(" ", 1)[1]
            assert plain(place) in plain(" ".join(item.texts())), item.slug


def test_an_irrelevant_publication_expects_no_place(sample: Sample) -> None:
    assert all(item.expect.place is None for item in sample.publications if not item.expect.relevant)


def test_every_employer_is_in_the_news_at_its_place(sample: Sample) -> None:
    for employer in sample.employers:
        named = [item for item in sample.publications if employer.name in " ".join(item.texts())]
        assert named, employer.name
        assert {item.expect.place for item in named} == {employer.place}


def test_copies_are_near_their_originals(sample: Sample, shingles: dict[str, frozenset[str]]) -> None:
    for item in sample.publications:
        if item.expect.copy_of is not None:
            near = likeness(shingles[item.slug], shingles[item.expect.copy_of])
            assert 0.6 <= near < 1.0, (item.slug, near)
            original = sample.publication(item.expect.copy_of)
            assert original is not None
            assert item.title != original.title
            assert item.expect.place == original.expect.place


def test_different_stories_are_far_apart(sample: Sample, shingles: dict[str, frozenset[str]]) -> None:
    stories = [item.slug for item in sample.publications if item.expect.copy_of is None]
    for left, right in combinations(stories, 2):
        assert likeness(shingles[left], shingles[right]) < 0.2, (left, right)


def test_the_edit_changes_matter(sample: Sample) -> None:
    (item,) = [item for item in sample.publications if item.edit is not None]
    assert item.edit is not None
    before, after = shingled(" ".join(item.paragraphs)), shingled(" ".join(item.edit.paragraphs))
    assert likeness(before, after) < 0.8
    assert "Ba công nhân" in " ".join(item.paragraphs)
    assert "Năm công nhân" in " ".join(item.edit.paragraphs)


def test_an_outlet_never_publishes_two_items_at_once(sample: Sample) -> None:
    times = [(item.outlet, item.afternoon, item.minutes_before) for item in sample.publications]
    assert len(set(times)) == len(times)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"outlet": "khong-co"}, "unknown outlet"),
        ({"section": "khong-co"}, "no section"),
        ({"minutes_before": -1}, "negative"),
        ({"title": "Hôm {hôm nay}"}, "unknown date token"),
        ({"afternoon": True, "removed": True}, "cannot change in the afternoon"),
    ],
)
def test_a_malformed_publication_is_named(sample: Sample, change: dict[str, object], reason: str) -> None:
    with pytest.raises(SampleError, match=reason) as caught:
        check(spoilt(sample, **change))
    assert caught.value.slug == sample.publications[0].slug


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"place": "99999"}, "unknown commune code"),
        ({"copy_of": "khong-co"}, "unknown publication"),
        ({"copy_of": "tang-loong-buc-duong-ong-khi-nong-ba-cong-nhan-nhap-vien"}, "a copy itself"),
        ({"copy_of": "cong-doan-xa-bao-thang-doi-thoai-voi-cong-nhan-go"}, "another outlet"),
        ({"copy_of": "gia-vang-sang-nay"}, "both relevant"),
    ],
)
def test_an_impossible_expectation_is_named(sample: Sample, change: dict[str, Any], reason: str) -> None:
    expect = replace(sample.publications[0].expect, **change)
    with pytest.raises(SampleError, match=reason) as caught:
        check(spoilt(sample, expect=expect))
    assert caught.value.slug == sample.publications[0].slug


def test_a_slug_used_twice_is_named(sample: Sample) -> None:
    twice = replace(sample, publications=(*sample.publications, sample.publications[3]))
    with pytest.raises(SampleError, match="slug used twice") as caught:
        check(twice)
    assert caught.value.slug == sample.publications[3].slug


def test_an_employer_at_an_unknown_place_is_named(sample: Sample) -> None:
    lost = replace(sample, employers=(replace(sample.employers[0], place="00000"),))
    with pytest.raises(SampleError, match=r"Hồng Sơn Giang: unknown commune code 00000"):
        check(lost)


@pytest.mark.parametrize(
    "change",
    [{"expcet": {}}, {"expect": {"relevant": True}}, {"edit": {"title": "Không có đoạn nào"}}],
)
def test_a_mistyped_field_is_named(change: dict[str, object]) -> None:
    with pytest.raises(SampleError, match="tin-thu: "):
        publication({**RAW, **change}, "thuong-nguon")


def test_a_missing_field_is_named() -> None:
    with pytest.raises(SampleError, match=r"missing fields \['lead'\]"):
        publication({key: value for key, value in RAW.items() if key != "lead"}, "thuong-nguon")


def test_date_tokens_cross_months_and_years() -> None:
    text = "{d-1}, {D-1}, {d+2}, {m-2}, {M-1}, {m+0}, {Y-9}"
    assert fill(text, date(2026, 1, 1)) == "31/12, 31/12/2025, 3/1, 11, 12/2025, 1, 2017"


def spoilt(sample: Sample, **change: Any) -> Sample:
    first, *rest = sample.publications
    return replace(sample, publications=(replace(first, **change), *rest))
