"""The figures of a report, each with the cases behind it."""

from collections.abc import Mapping
from dataclasses import dataclass

FIGURES: Mapping[str, str] = {
    "publications": "Tin, bài liên quan đã ghi nhận",
    "opened": "Vụ việc mở trong kỳ",
    "carried": "Vụ việc kỳ trước chuyển sang",
    "cases": "Vụ việc phải xử lý trong kỳ",
    "accurate": "Trong đó: báo chí, mạng xã hội phản ánh đúng",
    "partly": "Phản ánh đúng một phần",
    "inaccurate": "Phản ánh không đúng",
    "unverifiable": "Không xác minh được",
    "dismissed": "Đã loại vì không liên quan",
    "open": "Đang xác minh, xử lý",
    "verified_in_time": "Xác minh xong trong hạn nội bộ",
    "remedies_planned": "Biện pháp khắc phục phải thực hiện, kể cả từ kỳ trước",
    "remedies_done": "Biện pháp khắc phục đã hoàn thành",
    "remedies_overdue": "Biện pháp khắc phục quá hạn",
    "requests_sent": "Văn bản phản hồi, đề nghị cải chính đã gửi",
    "requests_carried": "Văn bản gửi kỳ trước, chưa có kết quả",
    "corrected": "Đã cải chính, xin lỗi",
    "replies_published": "Đã đăng ý kiến phản hồi",
    "partial": "Đã đăng nhưng chưa đủ",
    "refused": "Cơ quan báo chí từ chối có nêu lý do",
    "silent": "Cơ quan báo chí không trả lời",
    "waiting": "Đang chờ trả lời",
    "clocks_met": "Thời hạn đã giữ đúng",
    "clocks_missed": "Thời hạn bị lỡ",
}
"""In the order in which they are read. Topics follow, as `topic:` and the topic."""
TOPIC = "topic:"


@dataclass(frozen=True, slots=True)
class Figure:
    """`cases`: the ids of the cases that it was counted from; one case may count several times."""

    key: str
    count: int
    cases: tuple[str, ...]
