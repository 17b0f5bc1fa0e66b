"""One publication, one address, one id."""

import re
from urllib.parse import urlsplit, urlunsplit

from shared.ops.ids import stable_id

_TRACKING = ("utm_", "fbclid", "gclid", "zarsrc", "mibextid", "_ga", "igshid", "zalo_")
_SHOWN_BY = ("m.", "mobile.", "amp.", "wap.")
"""First names of hosts that show the same articles in another form."""
_DOORS_ONLY = frozenset({"facebook.com", "youtube.com", "youtu.be"})
_AMP_QUERY = {"amp", "amp=1", "amp=true", "outputtype=amp", "mobile=1"}
_AMP_PATH = re.compile(r"^/amp(?=/)|/amp/?$|\.amp(?=(?:\.html?)?$)|(?<=-)amp(?=\.html?$)")

_NUMBERED = {"laodong.vn": re.compile(r"[-/](\d{5,})\.(?:ldo|html?|tld)$")}
"""Outlets whose every edition (news., ja., ko., es. and so on below the host) shows an article under the same number,
whatever the words before it; seen in addresses of the same article in several languages."""


def on_the_web(address: str) -> bool:
    """Whether it can be visited; a mail's or message's address is only a name, and some are none at all (http://[)."""
    try:
        return address.startswith(("http://", "https://")) and bool(urlsplit(address).hostname)
    except ValueError:
        return False


def may_be_visited(address: str) -> bool:
    """Not pages either that show their words to whoever is signed in, or in players: their doors say what is there."""
    return on_the_web(address) and _plain_host(urlsplit(address).hostname or "").removeprefix("www.") not in _DOORS_ONLY


def canonical(address: str) -> str:
    """Without fragment and tracking parameters, host in lower case; http and https stay what they are."""
    parts = urlsplit(address.strip())
    # Piece by piece as it is written: decoded and encoded again, "?123" and "%C4" would be other addresses.
    query = "&".join(piece for piece in parts.query.split("&") if not _tracks(piece))
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", query, ""))


def _tracks(name: str) -> bool:
    return name.lower().startswith(_TRACKING)


def identity(address: str) -> str:
    """What all addresses of one article have in common: its AMP and mobile forms, and numbered editions. It is for
    comparing; what is visited is the address as it was found."""
    parts = urlsplit(canonical(address))
    host = _plain_host(parts.netloc)
    for outlet, number in _NUMBERED.items():
        if (host == outlet or host.endswith(f".{outlet}")) and (found := number.search(parts.path)):
            return f"{outlet}#{found[1]}"
    query = "&".join(piece for piece in parts.query.split("&") if piece.lower() not in _AMP_QUERY)
    path = _AMP_PATH.sub("", parts.path)
    if (host, path, query) == (parts.netloc, parts.path, parts.query):
        return canonical(address)
    return urlunsplit((parts.scheme, host, path or "/", query, ""))


def _plain_host(host: str) -> str:
    """www.bao.vn stays as it is, so that no id that is known changes; m.bao.vn and amp.bao.vn are bao.vn."""
    plain = host
    while plain.startswith(_SHOWN_BY) and plain.count(".") > 1:
        plain = plain.partition(".")[2]
    return plain


def publication_id(outlet_id: str, address: str) -> str:
    """The same outlet and article give the same id on every machine, so a second capture is recognised."""
    return stable_id("publication", outlet_id, identity(address))
