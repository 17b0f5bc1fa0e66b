"""Where to look: the publication, and where its outlet prints corrections."""

import re
from urllib.parse import urlsplit

from casework.domain.directory import Body
from casework.domain.proof.proof import Target
from casework.domain.proof.sights import PLACE, PUBLICATION

PRESS = frozenset({"online", "daily", "weekly", "magazine", "magazine_gt30", "radio", "tv", "press_social_channel"})
"""Media that owe a correction at a place; a private page owes the removal of what it said."""
LONGEST = 2_000
_URL = re.compile(r"https?://[^\s<>“”\"']+")


def targets(address: str, medium: str, outlet: Body | None) -> tuple[Target, ...]:
    """Empty when nothing of it has an address on the web."""
    publication = (Target(PUBLICATION, address, "bài đã đăng"),) if _web(address) else ()
    return (*publication, *_places(address, outlet)) if medium in PRESS else publication


def _places(address: str, outlet: Body | None) -> tuple[Target, ...]:
    if outlet is not None:
        if named := [url.rstrip(".,;)") for url in _URL.findall(outlet.correction_place)]:
            return tuple(Target(PLACE, url, "nơi đăng cải chính ghi trong danh bạ") for url in named[:2])
        if _web(outlet.web):
            why = "trang chủ ghi trong danh bạ; danh bạ chưa ghi địa chỉ chuyên mục cải chính"
            return (Target(PLACE, outlet.web, why),)
    if not _web(address):
        return ()
    parts = urlsplit(address)
    why = "trang chủ theo địa chỉ bài; danh bạ chưa có địa chỉ của cơ quan báo chí này"
    return (Target(PLACE, f"{parts.scheme}://{parts.netloc}/", why),)


def _web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and len(address) <= LONGEST
