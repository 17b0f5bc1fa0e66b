"""Where something is published, as people read it."""

from collections.abc import Mapping

MEDIUM_NAMES: Mapping[str, str] = {
    "online": "báo điện tử",
    "daily": "báo in hằng ngày",
    "weekly": "báo tuần",
    "magazine": "tạp chí in",
    "magazine_gt30": "tạp chí trên 30 ngày một số",
    "radio": "báo nói",
    "tv": "báo hình",
    "press_social_channel": "kênh của báo trên mạng xã hội",
    "facebook": "Facebook",
    "youtube": "YouTube",
    "tiktok": "TikTok",
    "zalo": "Zalo",
    "telegram": "Telegram",
    "forum": "diễn đàn",
    "aggregator": "trang thông tin điện tử tổng hợp",
}
