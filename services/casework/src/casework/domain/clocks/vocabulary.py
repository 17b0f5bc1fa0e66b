"""The words of a rule row."""

from typing import Literal, get_args

Unit = Literal["h", "d", "wd", "months", "issue", "now", "rounds", "period"]
"""Hours, calendar days, working days, months, the outlet's next issue, at once, a number of rounds, a report window."""
Force = Literal["binding", "by-instruction", "internal"]
Mark = Literal["V", "V-ocr", "V2", "INF", "U"]
"""How sure the fact is: verified, verified on a scan, in a second-hand source, inferred, unverified."""
MARK_NAMES: dict[str, str] = {
    "V": "đã kiểm chứng",
    "V-ocr": "kiểm chứng trên bản quét",
    "V2": "theo nguồn thứ cấp",
    "INF": "suy luận",
    "U": "chưa kiểm chứng",
}
"""The same, as people read it."""


def grounds(basis: str, mark: str) -> str:
    """On whose word a step of a derivation is taken, and how sure that is."""
    return f"Căn cứ: {basis} ({MARK_NAMES[mark]})."


Party = Literal["outlet", "platform", "us", "unit"]
"""Who owes it: the press agency, the owner of a page or network, the federation, the responsible unit."""
Start = Literal[
    "event_at",
    "published_at",
    "detected_at",
    "received_at",
    "impact_determined_at",
    "concluded_at",
    "decided_at",
    "signed_at",
    "requested_at",
    "planned_at",
    "assigned_at",
    "period_at",
]
Medium = Literal[
    "online",
    "daily",
    "weekly",
    "magazine",
    "magazine_gt30",
    "radio",
    "tv",
    "press_social_channel",
    "facebook",
    "youtube",
    "tiktok",
    "zalo",
    "telegram",
    "forum",
    "aggregator",
]
MEDIA: frozenset[str] = frozenset(get_args(Medium))
COUNTED = frozenset({"h", "d", "wd", "months", "rounds"})
"""Units that need a quantity."""
