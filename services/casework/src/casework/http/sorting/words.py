"""The words of the page: reasons that are ready to press, and what a verdict is called."""

from collections.abc import Mapping

READY: Mapping[str, str] = {
    "1": "Không nói về người lao động hay công đoàn",
    "2": "Chuyện của tỉnh khác",
    "3": "Quảng cáo, giải trí, tin không có nội dung",
}
"""Why a publication does not concern us, by the key that presses it."""
VERDICTS: Mapping[str, str] = {
    "yes": "liên quan",
    "no": "không liên quan",
    "unsure": "đã hoàn tác, chờ xem lại",
}
FASTER = "Người khác vừa đánh giá bài này trước bạn; xem ở phần “Vừa đánh giá”."
