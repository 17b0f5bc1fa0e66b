"""Addresses as feeds and pages write them."""

from urllib.parse import urljoin, urlsplit

ADDRESS_LIMIT = 2_000
"""Characters; an address stands in for a missing title, and a title has no more."""


def visitable(base: str, link: object) -> str:
    """The whole address, empty if there is none or none that we visit."""
    if not isinstance(link, str) or not (link := link.strip()):
        return ""
    try:
        address = urljoin(base, link)
        parts = urlsplit(address)
    except ValueError:
        return ""
    web = parts.scheme in ("http", "https") and bool(parts.netloc)
    return address if web and len(address) <= ADDRESS_LIMIT else ""
