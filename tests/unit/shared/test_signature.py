"""Copies are known by their signature, however they were typed."""

import base64
from hashlib import sha256

from shared.text.signature import fold, signature

STORY = (
    "Gần hai trăm công nhân của công ty may ở phường Cam Đường tỉnh Lào Cai phản ánh họ bị nợ lương ba tháng liền "
    "và chưa được đóng bảo hiểm xã hội. Công đoàn phường đã cử cán bộ đến làm việc với đại diện công ty, đề nghị "
    "trả đủ lương trước ngày ba mươi và báo cáo kết quả về Liên đoàn Lao động tỉnh."
)


def similarity(one: str, other: str) -> float:
    first, second = (base64.b64decode(signature(text)) for text in (one, other))
    slots = [(first[i : i + 4], second[i : i + 4]) for i in range(0, len(first), 4)]
    return sum(a == b for a, b in slots) / len(slots)


def test_fold_leaves_what_two_typists_share() -> None:
    assert fold("Đình-công, LƯƠNG: 3,5 triệu!") == ["dinh", "cong", "luong", "3", "5", "trieu"]


def test_a_copy_with_another_byline_is_much_alike_and_another_story_is_not() -> None:
    copy = STORY.replace("Gần hai trăm", "Khoảng hai trăm") + " Nguồn: Báo Lào Cai."
    other = (
        "Giá vàng trong nước sáng nay tăng nhẹ so với hôm qua, các doanh nghiệp niêm yết ở mức cao nhất trong tháng."
    )
    assert similarity(STORY, STORY.upper()) == 1.0
    assert similarity(STORY, copy) > 0.7
    assert similarity(STORY, other) < 0.1


def test_the_signature_is_the_same_on_every_machine() -> None:
    assert sha256(signature(STORY).encode()).hexdigest()[:16] == "15fbb7f6bb6f002d"
