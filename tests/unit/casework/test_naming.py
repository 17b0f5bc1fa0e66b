"""Messages that name a field name it as the form does."""

import pytest

from casework.http.letters.naming import in_words


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "Ghi trường owner, hoặc bổ sung vào danh bạ.",
            "Ghi mục “Cơ quan chủ quản của báo”, hoặc bổ sung vào danh bạ.",
        ),
        ("Ghi trường contact (name, phone, email).", "Ghi mục “Đầu mối liên hệ” (tên, điện thoại, thư điện tử)."),
        ("contact › phone: để trống; ghi nội dung", "mục “Điện thoại liên hệ”: để trống; ghi nội dung"),
        ("ghi vào trường law: “luat-126”", "ghi vào mục “Luật áp dụng”: “luat-126”"),
        ("Kiểm tra trường outlet › medium: x", "Kiểm tra mục “Loại hình của cơ quan báo chí”: x"),
        ("Khoản tiền to, law và date để nguyên.", "Khoản tiền to, law và date để nguyên."),
        ("Không đọc được /tmp/owner/evidence.txt", "Không đọc được /tmp/owner/evidence.txt"),
    ],
)
def test_a_field_is_named_as_on_the_form(said: str, told: str) -> None:
    assert in_words(said) == told
