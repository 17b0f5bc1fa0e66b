"""What a second look at a publication means."""

from datetime import datetime

from ingest.domain import Known, Page, Revisit
from ingest.reading import words


def gone(known: Known, now: datetime) -> Revisit:
    """The outlet says that it is not there any more."""
    if known.state == "removed":
        return Revisit(known, "", now)
    return Revisit(known, "removed", now, before=words.excerpt(known.text))


def compared(known: Known, page: Page, now: datetime) -> Revisit:
    """What the page is now against what it was. The first sight of a page after its feed is no edit."""
    text, _ = words.cut(page.text)
    hashed = words.content_hash(page.title, text)
    if not text or (hashed == known.content_hash and known.state != "removed"):
        return Revisit(known, "", now)
    change = "restored" if known.state == "removed" else "" if known.from_feed else "edited"
    before, after = words.passages(_whole(known.page_title, known.text), _whole(page.title, text))
    if not known.page_title:
        # Rows of before hold the feed's title only, and that it differs from the page's is no edit.
        before, after = words.passages(known.text, text)
    return Revisit(
        known,
        change,
        now,
        page,
        text,
        hashed,
        words.difference(known.text, text),
        before="" if change == "restored" else before,
        after=words.excerpt(text) if change == "restored" else after,
    )


def _whole(title: str, text: str) -> str:
    return f"{title}\n{text}" if title else text
