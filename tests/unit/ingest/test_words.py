"""Clean, cut, fold, hash, sign, compare."""

import base64
import unicodedata

from ingest.reading import words
from shared.contracts.ingest import TEXT_LIMIT

STORY = (
    "Gần hai trăm công nhân của công ty may ở phường Cam Đường tỉnh Lào Cai phản ánh họ bị nợ lương ba tháng liền "
    "và chưa được đóng bảo hiểm xã hội. Công đoàn phường đã cử cán bộ đến làm việc với đại diện công ty, đề nghị "
    "trả đủ lương trước ngày ba mươi và báo cáo kết quả về Liên đoàn Lao động tỉnh."
)


def similarity(one: str, other: str) -> float:
    first, second = (base64.b64decode(words.signature(text)) for text in (one, other))
    slots = [(first[i : i + 4], second[i : i + 4]) for i in range(0, len(first), 4)]
    return sum(a == b for a, b in slots) / len(slots)


def test_clean_joins_blanks_and_drops_what_cannot_be_printed() -> None:
    assert words.clean(" Nợ\u00a0\u202f lương\x00 \r\n\n ba\ttháng\ud800 ") == "Nợ lương\nba tháng"
    assert words.clean(unicodedata.normalize("NFD", "Lương")) == "Lương"


def test_cut_says_whether_something_is_missing() -> None:
    assert words.cut("a" * TEXT_LIMIT) == ("a" * TEXT_LIMIT, False)
    assert words.cut("a" * (TEXT_LIMIT + 1)) == ("a" * TEXT_LIMIT, True)


def test_fold_leaves_what_two_typists_share() -> None:
    assert words.fold("Đình-công, LƯƠNG: 3,5 triệu!") == ["dinh", "cong", "luong", "3", "5", "trieu"]


def test_the_hash_ignores_typing_and_nothing_else() -> None:
    assert words.content_hash("NỢ LƯƠNG", "ba tháng.") == words.content_hash("Nợ lương,", "Ba  tháng")
    assert words.content_hash("Nợ lương", "ba tháng") != words.content_hash("Nợ lương", "bốn tháng")


def test_a_copy_with_another_byline_is_much_alike_and_another_story_is_not() -> None:
    copy = STORY.replace("Gần hai trăm", "Khoảng hai trăm") + " Nguồn: Báo Lào Cai."
    other = (
        "Giá vàng trong nước sáng nay tăng nhẹ so với hôm qua, các doanh nghiệp niêm yết ở mức cao nhất trong tháng."
    )
    assert similarity(STORY, STORY.upper()) == 1.0
    assert similarity(STORY, copy) > 0.7
    assert similarity(STORY, other) < 0.1


def test_the_signature_is_the_same_on_every_machine() -> None:
    assert words.sha256(words.signature(STORY).encode())[:16] == "15fbb7f6bb6f002d"


def test_a_difference_shows_the_lines_and_only_so_many() -> None:
    assert words.difference("một\nhai\nba", "một\nhai rưỡi\nba") == ("@@ -2 +2 @@", "-hai", "+hai rưỡi")
    assert words.difference("như cũ", "như cũ") == ()
    before, after = ("\n".join(f"{word} {number}" for number in range(500)) for word in ("cũ", "mới"))
    assert len(words.difference(before, after)) == words.DIFFERENCE_LIMIT
    assert max(map(len, words.difference("a" * 5_000, "b" * 5_000))) == 500
