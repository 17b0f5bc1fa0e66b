"""The article in a page: trafilatura (best of those measured on Vietnamese pages, F 0.987; Apache-2.0, kept)."""

import trafilatura
from trafilatura.settings import Document

from ingest.reading.article import Article
from ingest.reading.listing import TITLE_LIMIT
from ingest.reading.markup import plain
from ingest.reading.words import clean, fold

LATEST_DAY = "2199-12-31"


def read_page(body: bytes, url: str) -> Article:
    """Never raises for what a page may contain; how long it takes is bounded by whoever calls (ingest.reading.room)."""
    try:
        found = trafilatura.bare_extraction(
            body,
            url=url,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            # Its search for a date costs a third of the time and 11 MB, and only finds a day; the feed has the moment.
            date_extraction_params={"extensive_search": False, "original_date": True, "max_date": LATEST_DAY},
        )
    except Exception:  # noqa: BLE001 - whatever a stranger's bytes do to the extractor, there is no article in them
        return Article("", "")
    if not isinstance(found, Document):
        return Article("", "")
    text = clean(found.text or "")
    return Article(plain(found.title or "")[:TITLE_LIMIT], _with_lead(plain(found.description or ""), text))


def _with_lead(lead: str, text: str) -> str:
    """Vietnamese pages set the lead (sapo) apart, and extractors drop it; sometimes only it names the commune."""
    if not text or not lead or " ".join(fold(lead)) in " ".join(fold(text)):
        return text
    return f"{lead}\n{text}"
