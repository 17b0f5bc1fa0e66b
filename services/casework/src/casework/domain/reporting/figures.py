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


class Tally:
    """Counts by key, and remembers where each count came from."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = dict.fromkeys(FIGURES, 0)
        self._cases: dict[str, list[str]] = {}

    def add(self, key: str, case_id: str, times: int = 1) -> None:
        if times:
            self._counts[key] = self._counts.get(key, 0) + times
            behind = self._cases.setdefault(key, [])
            if behind[-1:] != [case_id]:
                behind.append(case_id)

    def figures(self) -> tuple[Figure, ...]:
        """Each with its cases in the order of their ids: the same facts give the same bytes."""
        topics = sorted(key for key in self._counts if key not in FIGURES)
        keys = (*FIGURES, *topics)
        return tuple(Figure(key, self._counts[key], tuple(sorted(set(self._cases.get(key, ()))))) for key in keys)
