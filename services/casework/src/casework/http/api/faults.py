"""What is wrong with a field, in Vietnamese."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

SAID = {
    "missing": "Thiếu trường này.",
    "extra_forbidden": "Không có trường này.",
    "string_type": "Phải là một chuỗi ký tự.",
    "string_too_short": "Quá ngắn: ít nhất {min_length} ký tự.",
    "string_too_long": "Quá dài: nhiều nhất {max_length} ký tự.",
    "string_pattern_mismatch": "Không đúng dạng {pattern}.",
    "int_parsing": "Phải là một số nguyên.",
    "int_type": "Phải là một số nguyên.",
    "bool_type": "Phải là true hoặc false.",
    "bool_parsing": "Phải là true hoặc false.",
    "list_type": "Phải là một danh sách.",
    "too_short": "Phải có ít nhất {min_length} mục.",
    "too_long": "Nhiều nhất {max_length} mục.",
    "enum": "Phải là một trong: {expected}.",
    "literal_error": "Phải là một trong: {expected}.",
    "greater_than_equal": "Không được nhỏ hơn {ge}.",
    "less_than_equal": "Không được lớn hơn {le}.",
    "date_from_datetime_parsing": "Phải là ngày dạng 2026-07-01.",
    "date_parsing": "Phải là ngày dạng 2026-07-01.",
    "datetime_parsing": "Phải là thời điểm dạng 2026-07-01T08:00:00+07:00.",
    "datetime_from_date_parsing": "Phải là thời điểm dạng 2026-07-01T08:00:00+07:00.",
    "timezone_aware": "Thời điểm phải có múi giờ, ví dụ 2026-07-01T08:00:00+07:00.",
    "json_invalid": "Không phải JSON đúng.",
    "model_attributes_type": "Phải là một đối tượng JSON.",
    "string_unicode": "Có ký tự không phải Unicode.",
}
FOR_PEOPLE = {
    "missing": "Thiếu trường này.",
    "date_from_datetime_parsing": "Phải là ngày, ví dụ 01/07/2026.",
    "date_parsing": "Phải là ngày, ví dụ 01/07/2026.",
    "datetime_parsing": "Phải là ngày và giờ, ví dụ 08:00, 01/07/2026.",
    "datetime_from_date_parsing": "Phải là ngày và giờ, ví dụ 08:00, 01/07/2026.",
    "timezone_aware": "Phải là ngày và giờ, ví dụ 08:00, 01/07/2026.",
    "string_pattern_mismatch": "Có ký tự không dùng được ở đây; xem gợi ý dưới mục này.",
}
"""Where a program is told a format, people are told an example."""
CHOICE = "Phải là một trong các mục của danh sách: xin chọn lại."
OTHERWISE = "Giá trị không hợp lệ."


class Fault(BaseModel):
    """`field`: where it stands in the request, its parts joined by dots."""

    field: str
    message: str


def chosen_anew(errors: Sequence[Any]) -> list[Fault]:
    """As `faults_of`, for people: a list on a page has words, and its codes tell them nothing."""
    faults = faults_of(errors)
    words = FOR_PEOPLE | dict.fromkeys(("literal_error", "enum"), CHOICE)
    return [
        Fault(field=one.field, message=words.get(error["type"], one.message))
        for one, error in zip(faults, errors, strict=False)
    ]


def faults_of(errors: Sequence[Any]) -> list[Fault]:
    return [Fault(field=".".join(map(str, error["loc"])) or "body", message=_said(error)) for error in errors[:20]]


def _said(error: Any) -> str:
    if error["type"] == "value_error" and isinstance(cause := error.get("ctx", {}).get("error"), ValueError):
        return str(cause)
    return SAID.get(error["type"], OTHERWISE).format_map(error.get("ctx", {})).replace(" or ", " hoặc ")
