"""Addresses as feeds and pages write them."""

from urllib.parse import urljoin, urlsplit

ADDRESS_LIMIT = 2_000
"""Characters; an address stands in for a missing title, and a title has no more."""

SHOWN_BY = frozenset({"www", "m", "mobile", "amp", "wap"})
"""First names of hosts that show the same articles in another form."""


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


def site(url: str) -> str:
    """The host without what only says how it is shown (www, m, amp). Empty when there is none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    while host.partition(".")[0] in SHOWN_BY and host.count(".") > 1:
        host = host.partition(".")[2]
    return host


def same_outlet(one: str, other: str) -> bool:
    """One site, or a part of it: news.bao.example is of bao.example."""
    first, second = site(one), site(other)
    return bool(first) and (first == second or first.endswith(f".{second}") or second.endswith(f".{first}"))
