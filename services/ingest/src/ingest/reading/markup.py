"""Text out of what feeds put into a title or a summary."""

import html
import re

from ingest.reading.charsets import repaired
from ingest.reading.words import clean

# Without "<" inside, so that five million of them in a row cost five million steps and not two thousand times that.
_TAGS = re.compile(r"<[^<>]{0,2000}>")


def plain(markup: str) -> str:
    """Text of a title or summary: entities undone (some feeds do it twice), tags out, old letters made Unicode."""
    return clean(repaired(html.unescape(_TAGS.sub(" ", html.unescape(markup)))))
