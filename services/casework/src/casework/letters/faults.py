"""What is wrong with a field of CASE.json, in Vietnamese, with what to do."""

from typing import Any

_WORDS = {
    "missing": "thiếu; bổ sung trường này",
    "extra_forbidden": "không có trường này; sửa tên hoặc bỏ đi",
    "timezone_aware": "thời điểm phải có múi giờ, ví dụ 2026-07-01T08:00:00+07:00",
    "string_too_short": "để trống; ghi nội dung",
    "string_type": "phải là chữ trong ngoặc kép",
    "int_type": "phải là số nguyên",
    "int_parsing": "phải là số nguyên",
    "list_type": "phải là danh sách [ … ]",
    "model_type": "phải là nhóm trường { … }",
    "too_short": "danh sách trống; ghi ít nhất một mục",
    "date_from_datetime_parsing": "phải là ngày dạng 2026-07-01",
    "date_parsing": "phải là ngày dạng 2026-07-01",
    "datetime_parsing": "phải là thời điểm dạng 2026-07-01T08:00:00+07:00",
    "datetime_from_date_parsing": "phải là thời điểm dạng 2026-07-01T08:00:00+07:00",
    "string_pattern_mismatch": "phải là chữ viết tắt, không có dấu cách, ví dụ LĐLĐ",
}
_WITH_LIMITS = {
    "literal_error": "chọn một trong {expected}",
    "string_too_long": "dài quá {max_length} ký tự; rút gọn",
    "too_long": "nhiều quá {max_length} mục; bớt lại",
    "greater_than_equal": "phải từ {ge} trở lên",
    "less_than_equal": "phải không quá {le}",
}


def said(fault: Any, name: str = "CASE.json") -> str:
    place = " › ".join(f"mục {part + 1}" if isinstance(part, int) else part for part in fault["loc"]) or name
    return f"{place}: {_said(fault)}"


def _said(fault: Any) -> str:
    kind, context = fault["type"], fault.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    if kind in _WITH_LIMITS:
        return _WITH_LIMITS[kind].format(**context).replace(" or ", " hoặc ")
    return str(_WORDS.get(kind, fault["msg"]))
