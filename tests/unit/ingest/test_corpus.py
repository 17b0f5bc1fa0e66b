"""How much of an article is found, and how much that is none, on invented pages of many shapes (F of words)."""

import json
from collections import Counter
from pathlib import Path
from statistics import mean

import pytest

from ingest.reading.article import SELECTORS, Article
from ingest.reading.pages import read_page
from ingest.testing import AT
from ingest.times import VISIBLE, choose
from shared.text.signature import fold

CORPUS = Path(__file__).parent / "corpus"
STORIES = json.loads((CORPUS / "stories.json").read_text("utf-8"))
PAGES = {path.name.partition(".")[0]: path for path in sorted((CORPUS / "pages").iterdir())}
"""SHAPE.STORY.html"""
URL = "https://bao.example/tin-100.html"
HOSTS = {
    "fck": "https://vnexpress.net/x-1.html",
    "singular": "https://dantri.com.vn/x-1.htm",
    "detail-cmain": "https://tuoitre.vn/x-1.htm",
    "cms-body": "https://baolaocai.vn/x-post1.html",
}
"""Read twice: as an outlet that nobody knows, and with the selectors of its own outlet."""
NO_TIME = {"entities", "no-head-at-all", "social-post", "table-layout", "unclosed", "word-paste"}
NAMED = {
    "amp",
    "bare-html5",
    "breaks-only",
    "divs-for-paragraphs",
    "fck",
    "graph-of-everything",
    "live-blog",
    "magazine",
} | {
    *("cms-body", "detail-cmain", "script-rendered", "singular", "wordpress"),
}
"""Those whose author stands where a program can see that it is one."""


def story(shape: str) -> dict[str, str]:
    return STORIES[PAGES[shape].name.split(".")[1]]


def read(shape: str, url: str = URL) -> Article:
    return read_page(PAGES[shape].read_bytes(), url)


def share(shape: str, url: str = URL) -> float:
    """F1 of the words, as often as they stand there. The title may lead the text or not."""
    told = story(shape)
    title = fold(told["title"])
    got = Counter(fold(read(shape, url).text))
    wanted = Counter(fold("\n".join((told["lead"], *told["paragraphs"]))))
    got -= Counter(title) if fold(read(shape, url).text)[: len(title)] == title else Counter()
    return 2 * (got & wanted).total() / (got.total() + wanted.total())


def test_the_text_is_found_and_the_furniture_is_not() -> None:
    assert len(PAGES) >= 30
    measured = {shape: share(shape) for shape in PAGES}
    assert mean(measured.values()) >= 0.97, sorted((round(value, 3), name) for name, value in measured.items())[:8]
    assert min(measured.values()) >= 0.85


@pytest.mark.parametrize("shape", HOSTS)
def test_an_outlets_own_selectors_find_all_of_it(shape: str) -> None:
    assert read(shape, HOSTS[shape]).text_from == SELECTORS
    assert share(shape, HOSTS[shape]) >= 0.98
    assert read(shape, HOSTS[shape]).author == story(shape)["author"]


@pytest.mark.parametrize("shape", PAGES)
def test_the_title_is_the_articles_and_not_the_logos(shape: str) -> None:
    assert read(shape).title == story(shape)["title"]


def test_the_moment_is_found_where_there_is_one() -> None:
    now = AT.replace(hour=23)
    wrong = {shape for shape in PAGES if choose(read(shape).times, now).moment != AT.replace(second=0)}
    assert wrong == NO_TIME


def test_the_author_is_found_where_it_is_marked_and_nobody_elsewhere() -> None:
    assert {shape for shape in PAGES if read(shape).author} == NAMED
    assert all(read(shape).author == story(shape)["author"] for shape in NAMED)


def test_what_a_page_is_called_elsewhere_is_its_own_address() -> None:
    assert read("amp", "https://amp.bao.example/tin-100.html").address == URL
    assert read("mobile", "https://m.bao.example/tin-100.html").address == URL
    assert read("mobile", "https://stranger.example/tin-100.html").address == "", "no one else's"


def test_the_words_on_the_page_are_a_last_resort() -> None:
    assert [found.where for found in read("portal").times] == [VISIBLE]
