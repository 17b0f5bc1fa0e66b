"""What a page says of itself: meta elements, JSON-LD, link elements. Nothing of it is believed without a look."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from ingest.reading.addresses import same_outlet, visitable
from ingest.reading.markup import plain

_ARTICLES = {
    *("article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle", "blogposting"),
    *("liveblogposting", "report", "socialmediaposting"),
}
_SCRIPT_LIMIT = 500_000
_NODE_LIMIT = 2_000


@dataclass(frozen=True, slots=True)
class Head:
    """`metas` by lower-cased name, property or itemprop, the first of each; `story` is the JSON-LD of the article."""

    metas: dict[str, str]
    story: dict[str, Any]
    canonical: str

    @property
    def of_an_article(self) -> bool:
        return bool(self.story) or self.metas.get("og:type", "").lower() == "article"

    def meta(self, *names: str) -> str:
        return next((found for name in names if (found := self.metas.get(name, ""))), "")

    def said(self, name: str) -> str:
        """A text of the JSON-LD, plain; empty when it is none."""
        return plain(_text(self.story.get(name)))

    @property
    def author(self) -> str:
        return plain(_name(self.story.get("author")))

    @property
    def publisher(self) -> str:
        return plain(_name(self.story.get("publisher")))


def read_head(tree: LexborHTMLParser, url: str) -> Head:
    metas: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        if content := (attributes.get("content") or "").strip():
            metas.setdefault(name.lower(), content)
    return Head(metas, _story(tree), _canonical(tree, metas, url))


def _canonical(tree: LexborHTMLParser, metas: dict[str, str], url: str) -> str:
    """Only an article of the same outlet: many pages name their front page, and a stranger's address is a trick."""
    link = tree.css_first('link[rel~="canonical"][href]')
    for written in (link.attributes.get("href") if link else None, metas.get("og:url")):
        address = visitable(url, written)
        if address and same_outlet(address, url) and address.rstrip("/").count("/") > 2:
            return address
    return ""


def _story(tree: LexborHTMLParser) -> dict[str, Any]:
    for script in tree.css('script[type="application/ld+json"]'):
        written = script.text()
        if len(written) > _SCRIPT_LIMIT:
            continue
        try:
            # Line breaks inside strings are the most common mistake there.
            parsed = json.loads(written.strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(parsed):
            kinds = node.get("@type")
            if any(str(kind).lower() in _ARTICLES for kind in (kinds if isinstance(kinds, list) else [kinds])):
                return node
    return {}


def _nodes(parsed: Any) -> Iterator[dict[str, Any]]:
    """Its objects, outer before inner."""
    waiting, seen = [parsed], 0
    while waiting and seen < _NODE_LIMIT:
        seen += 1
        node = waiting.pop(0)
        if isinstance(node, dict):
            yield node
            waiting += [value for value in node.values() if isinstance(value, dict | list)]
        elif isinstance(node, list):
            waiting += [value for value in node if isinstance(value, dict | list)]


def _name(value: Any) -> str:
    """Of the first of several, however the field is written."""
    if isinstance(value, list):
        value = value[0] if value else None
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, str) else ""
