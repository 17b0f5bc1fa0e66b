"""A feed's entry and its page become a publication."""

from dataclasses import replace
from datetime import datetime

from ingest.addresses import canonical
from ingest.domain import Capture, Entry, Page, TimeFound
from ingest.pseudonyms import Pseudonym, nobody
from ingest.reading import words
from ingest.sources.source import Source
from ingest.times import IN_FEED, choose
from shared.cause import Cause
from shared.ops.ids import new_traceparent
from shared.text.signature import signature


def make_capture(
    id_: str, source: Source, entry: Entry, page: Page | None, now: datetime, pseudonym: Pseudonym = nobody
) -> Capture:
    """Without a page, or when no article is found in it, the feed's own words stand in."""
    from_feed = page is None or not page.text
    evidence = page or _feed_as_page(entry, now)
    text, truncated = words.cut(entry.summary if from_feed else evidence.text)
    title = entry.title or evidence.title or entry.address
    in_feed = (TimeFound(IN_FEED, entry.published_at.isoformat(), entry.published_at),) if entry.published_at else ()
    choice = choose((*evidence.times, *in_feed), now)
    return Capture(
        publication_id=id_,
        source=source,
        entry=Entry(canonical(entry.address), title, entry.summary, choice.moment),
        page=replace(evidence, author=""),
        text=text,
        truncated=truncated,
        content_hash=words.content_hash(evidence.title, text),
        signature=signature(text),
        captured_at=now,
        cause=Cause(id_, None, new_traceparent()),
        from_feed=from_feed,
        author=pseudonym(evidence.author or entry.author),
        times=(*evidence.times, *in_feed),
        time_from=choice.where,
        time_why=choice.why,
    )


def _feed_as_page(entry: Entry, now: datetime) -> Page:
    body = f"{entry.title}\n\n{entry.summary}".encode()
    return Page(entry.address, body, "text/plain; charset=utf-8", words.sha256(body), entry.title, entry.summary, now)
