"""Whatever is broken about a list or a page, it is read as far as it can be or refused by its kind, soon."""

import time
from collections import Counter

import pytest
from tests.malformed import BASES, MALFORMED

from ingest.cli import parse
from ingest.errors import FEED_REASONS, FeedUnreadable
from ingest.reading.feeds import read_list
from ingest.reading.pages import read_page
from shared.exits import WrongWords

URL = "https://bao.example/rss"
SECONDS = 5.0
"""On a busy machine; each takes milliseconds."""


def outcome(body: bytes) -> str:
    try:
        return read_list(body, URL).form
    except FeedUnreadable as error:
        return type(error).__name__ if URL in str(error) else "an error that does not say whose it is"


@pytest.mark.parametrize("name", MALFORMED)
def test_it_is_read_or_refused_by_its_kind_and_soon(name: str) -> None:
    begun = time.perf_counter()
    known = {"rss20", "rss", "rss10", "atom", "atom10", "json-feed", "sitemap", "sitemap-index", *FEED_REASONS}
    assert outcome(MALFORMED[name]) in known
    article = read_page(MALFORMED[name], URL)
    f"{article.title}{article.text}{article.author}".encode()
    assert time.perf_counter() - begun < SECONDS


def test_the_corpus_is_large_and_much_of_it_can_still_be_had() -> None:
    outcomes = Counter(outcome(body) for body in MALFORMED.values())
    assert len(MALFORMED) >= 100
    read = {form: count for form, count in outcomes.items() if form not in FEED_REASONS}
    assert sum(read.values()) >= 90, outcomes
    assert {"NotAList", "PackingBroken", "Empty", "JsonBroken"} <= outcomes.keys()


STILL_READ = [
    f"{base}: {damage}"
    for base in BASES
    if base not in ("page", "index")
    for damage in ("blanks before", "words behind", "bytes of nothing", "packed", "utf-16", "wide")
    if (base, damage) != ("json", "words behind")
]


@pytest.mark.parametrize("name", STILL_READ)
def test_what_people_would_still_read_is_read(name: str) -> None:
    assert read_list(MALFORMED[name], URL).entries


@pytest.mark.parametrize("name", ["rss: packed and spoilt", "page: nothing", "json: cut in the middle"])
def test_the_command_refuses_with_the_kind_first(name: str) -> None:
    with pytest.raises(WrongWords, match=r"^[A-Z]\w+: https://bao\.example/rss"):
        parse(MALFORMED[name], URL)
