"""The links of a page: where a front page or a section leads to."""

from typing import Any

from trafilatura import load_html

from ingest.reading.addresses import visitable
from ingest.reading.words import clean

LINK_LIMIT = 1_500
TEXT_LIMIT = 300


def read_links(body: bytes, url: str) -> list[dict[str, Any]]:
    """In the page's order, numbered from 1; those without words or without a web address are no links here."""
    try:
        tree = load_html(body)
        anchors = list(tree.iter("a")) if tree is not None else []
    except Exception:  # noqa: BLE001 - whatever a stranger's bytes do to the parser, there is no link in them
        return []
    found: list[dict[str, Any]] = []
    for anchor in anchors:
        text = clean(" ".join(anchor.itertext()) or anchor.get("title") or "").replace("\n", " ")[:TEXT_LIMIT]
        if text and (address := visitable(url, anchor.get("href"))):
            found.append({"address": address, "text": text, "number": len(found) + 1})
        if len(found) == LINK_LIMIT:
            break
    return found
