"""What the reading process is asked and answers, as what it means."""

from datetime import datetime
from typing import Any

from ingest.domain import Entry, TimeFound
from ingest.reading.article import Article
from ingest.reading.bounds import NEWS, Bounds
from ingest.reading.listing import Child, Listing


def as_listing(found: dict[str, Any]) -> Listing:
    entries = (Entry(**row | {"published_at": _moment(row["published_at"])}) for row in found["entries"])
    children = (Child(row["address"], _moment(row["changed_at"])) for row in found["children"])
    return Listing(found["form"], tuple(entries), tuple(children), found["dropped"])


def as_bounds(asked: dict[str, Any] | None) -> Bounds:
    if asked is None:
        return NEWS
    return Bounds(**asked | {"since": _moment(asked["since"]), "until": _moment(asked["until"])})


def as_article(found: dict[str, Any]) -> Article:
    times = (TimeFound(row["where"], row["written"], _moment(row["moment"])) for row in found["times"])
    return Article(**found | {"times": tuple(times)})


def _moment(written: str | None) -> datetime | None:
    return None if written is None else datetime.fromisoformat(written)
