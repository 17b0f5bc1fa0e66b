"""The links of a page: where a front page or a section leads to."""

from typing import Any
from urllib.parse import urljoin, urlsplit

from trafilatura import load_html

from ingest.reading.words import clean

LINK_LIMIT = 1_500
TEXT_LIMIT, ADDRESS_LIMIT = 300, 2_000


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
        if text and (address := _visitable(url, anchor.get("href") or "")):
            found.append({"address": address, "text": text, "number": len(found) + 1})
        if len(found) == LINK_LIMIT:
            break
    return found


def _visitable(base: str, link: str) -> str:
    if not link.strip():
        return ""
    try:
        address = urljoin(base, link.strip())
        web = urlsplit(address).scheme in ("http", "https")
    except ValueError:
        return ""
    return address if web and len(address) <= ADDRESS_LIMIT else ""
