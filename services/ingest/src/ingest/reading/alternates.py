"""The feeds that a page says it has: <link rel="alternate">, and links that look like feeds."""

import re
from typing import Any

from trafilatura import load_html

from ingest.reading.addresses import visitable

KINDS = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
LOOKS = re.compile(r"(?:^|[/._-])(?:rss|feeds?|atom|rdf)(?:[/._?-]|$)|\.(?:rss|rdf|atom)\b", re.IGNORECASE)
LIMIT = 40


def read_alternates(body: bytes, url: str) -> list[str]:
    """Addresses, those that are declared first, each once."""
    try:
        tree = load_html(body)
        found = [*_declared(tree), *_linked(tree)] if tree is not None else []
    except Exception:  # noqa: BLE001 - whatever a stranger's bytes do to the parser, there is no feed in them
        return []
    addresses = dict.fromkeys(address for href in found if (address := visitable(url, href)))
    return list(addresses)[:LIMIT]


def _declared(tree: Any) -> list[str]:
    links = (link for link in tree.iter("link") if "alternate" in (link.get("rel") or "").lower())
    return [link.get("href") or "" for link in links if (link.get("type") or "").strip().lower() in KINDS]


def _linked(tree: Any) -> list[str]:
    return [href for anchor in tree.iter("a") if LOOKS.search(href := anchor.get("href") or "")]
