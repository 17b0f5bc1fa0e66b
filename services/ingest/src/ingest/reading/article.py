"""What was found in a page."""

from dataclasses import dataclass

from ingest.domain import TimeFound


@dataclass(frozen=True, slots=True)
class Article:
    """Empty text when no article was found. `author` is as it stands there; `address` is the page's own word for where
    it lives, empty when it has none that can be believed; `text_from` says what found the text."""

    title: str
    text: str
    author: str = ""
    outlet: str = ""
    address: str = ""
    times: tuple[TimeFound, ...] = ()
    text_from: str = ""


NOTHING = Article("", "")
EXTRACTOR, SELECTORS, STRUCTURED, BLOCKS = "trafilatura", "outlet's selectors", "json-ld", "known blocks"
