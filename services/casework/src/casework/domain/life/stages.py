"""The stages of a case, and the words that are fixed."""

from typing import Literal

Stage = Literal[
    "triage", "verification-requested", "verifying", "concluding", "acting", "closed", "dismissed", "merged"
]
Verdict = Literal["accurate", "partly-accurate", "inaccurate", "unverifiable"]
Level = Literal["normal", "restricted", "confidential"]
RequestState = Literal["drafted", "sent", "answered", "escalated", "settled", "withdrawn"]
Outcome = Literal["published", "partial", "refused", "silent"]
Track = Literal["reply", "correction"]
"""Two legal tracks: phản hồi by right; cải chính, a duty only with a competent body's written conclusion."""

STAGE_NAMES: dict[str, str] = {
    "triage": "chờ sàng lọc",
    "verification-requested": "đã giao xác minh",
    "verifying": "đang xác minh",
    "concluding": "chờ duyệt kết luận",
    "acting": "đang xử lý theo kết luận",
    "closed": "đã đóng",
    "dismissed": "đã loại",
    "merged": "đã nhập vào hồ sơ khác",
}
LEVEL_NAMES: dict[Level, str] = {"normal": "thường", "restricted": "hạn chế", "confidential": "bảo mật"}
VERDICT_NAMES: dict[str, str] = {
    "accurate": "báo nêu đúng",
    "partly-accurate": "báo nêu đúng một phần",
    "inaccurate": "báo nêu sai",
    "unverifiable": "không xác minh được",
}
OUTCOME_NAMES: dict[str, str] = {
    "published": "đã đăng đúng yêu cầu",
    "partial": "đã đăng nhưng thiếu",
    "refused": "từ chối, có nêu lý do",
    "silent": "không trả lời",
}
REQUEST_STATE_NAMES: dict[str, str] = {
    "drafted": "đang soạn",
    "sent": "đã gửi, chờ trả lời",
    "answered": "đã có kết quả",
    "escalated": "đã chuyển lên cấp trên",
    "settled": "đã kết thúc",
    "withdrawn": "đã rút",
}
PRESS_WAS_RIGHT = frozenset({"accurate", "partly-accurate"})
PRESS_WAS_WRONG = frozenset({"inaccurate", "partly-accurate"})
EDITABLE = frozenset({"triage", "verification-requested", "verifying", "concluding", "acting"})
"""Stages of a case that is worked on."""
