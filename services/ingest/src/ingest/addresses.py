"""One publication, one address, one id."""

from urllib.parse import urlsplit, urlunsplit

from shared.ops.ids import stable_id

_TRACKING = ("utm_", "fbclid", "gclid", "zarsrc", "mibextid")


def canonical(address: str) -> str:
    """Without fragment and tracking parameters, host in lower case; http and https stay what they are."""
    parts = urlsplit(address.strip())
    # Piece by piece as it is written: decoded and encoded again, "?123" and "%C4" would be other addresses.
    query = "&".join(piece for piece in parts.query.split("&") if not _tracks(piece))
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", query, ""))


def _tracks(name: str) -> bool:
    return name.lower().startswith(_TRACKING)


def publication_id(outlet_id: str, address: str) -> str:
    """The same outlet and address give the same id on every machine, so a second capture is recognised."""
    return stable_id("publication", outlet_id, canonical(address))
