"""The feeds that a page says it has: <link rel="alternate">, and links that look like feeds."""

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from trafilatura import load_html

KINDS = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
LOOKS = re.compile(r"(?:^|[/._-])(?:rss|feeds?|atom|rdf)(?:[/._?-]|$)|\.(?:rss|rdf|atom)\b", re.IGNORECASE)
LIMIT, ADDRESS_LIMIT = 40, 2_000


def read_alternates(body: bytes, url: str) -> list[str]:
    """Addresses, those that are declared first, each once."""
    try:
        tree = load_html(body)
        found = [*_declared(tree), *_linked(tree)] if tree is not None else []
    except Exception:  # noqa: BLE001 - whatever a stranger's bytes do to the parser, there is no feed in them
        return []
    addresses = dict.fromkeys(address for href in found if (address := _visitable(url, href)))
    return list(addresses)[:LIMIT]


def _declared(tree: Any) -> list[str]:
    links = (link for link in tree.iter("link") if "alternate" in (link.get("rel") or "").lower())
    return [link.get("href") or "" for link in links if (link.get("type") or "").strip().lower() in KINDS]


def _linked(tree: Any) -> list[str]:
    return [href for anchor in tree.iter("a") if LOOKS.search(href := anchor.get("href") or "")]


def _visitable(base: str, link: str) -> str:
    if not link.strip():
        return ""
    try:
        address = urljoin(base, link.strip())
        web = urlsplit(address).scheme in ("http", "https")
    except ValueError:
        return ""
    return address if web and len(address) <= ADDRESS_LIMIT else ""
