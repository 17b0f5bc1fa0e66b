"""The form by which a case is opened by hand: its fields, and what was typed into them."""

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from pydantic import ValidationError

from casework.domain.opening import Source, Urgency
from casework.http.api.faults import chosen_anew
from casework.http.forms import Form
from casework.http.opening_shape import NewCase, Topic
from casework.http.order_choices import FIXED, Option
from casework.http.order_forms import BadFields, Entry, OrderForm, read_field
from casework.http.words import say, source

WORD, TITLE = "lap-ho-so", "Lập hồ sơ"
HELP = "Dùng khi tin không đến từ nguồn được theo dõi. Đơn vị được hỏi ngay và thời hạn xác minh bắt đầu tính."
FIELDS: Mapping[str, tuple[str, str, str]] = {
    "title": ("Tiêu đề", "", "text"),
    "says": ("Nội dung", "Ghi lại điều báo nêu hoặc người gọi nói; không ghi tên người tố giác.", "long"),
    "outlet_name": ("Cơ quan báo chí hoặc nguồn tin", "", "text"),
    "medium": ("Loại hình", "", "select"),
    "address": ("Địa chỉ bài", "Nếu có, bắt đầu bằng http:// hoặc https://.", "text"),
    "published_at": ("Đăng hoặc nói lúc", "Theo giờ Việt Nam; bỏ trống nếu không rõ.", "datetime-local"),
    "places": ("Địa bàn", "Mỗi dòng một xã, phường: mã hoặc tên.", "lines"),
    "unit_id": ("Đơn vị xác minh", "Bỏ trống: hệ thống đề xuất theo địa bàn.", "select"),
    "topic": ("Chủ đề", "", "select"),
    "urgency": ("Mức khẩn", "", "select"),
    "level": ("Mức bảo mật", "", "select"),
    "reason": ("Tin đến bằng cách nào", "Ví dụ: cuộc gọi đến đường dây nóng.", "long"),
}
"""By name: label, help, widget."""
OPTIONS: Mapping[str, Sequence[Option]] = {
    "medium": [(code, source(code)) for code in get_args(Source)],
    "topic": [(code, say(code)) for code in get_args(Topic)],
    "urgency": [(code, say(code)) for code in get_args(Urgency)],
    "level": FIXED["level"],
}
BEFORE: Form = {"topic": "other", "urgency": "normal", "level": "normal"}


def opening_form(
    units: Sequence[Option], typed: Form | None = None, faults: Mapping[str, str] | None = None
) -> OrderForm:
    options, values = {**OPTIONS, "unit_id": units}, BEFORE | (typed or {})
    entries = [
        Entry(
            name,
            label,
            told,
            widget,
            NewCase.model_fields[name].is_required(),
            options.get(name, ()),
            values.get(name, ""),
            (faults or {}).get(name, ""),
        )
        for name, (label, told, widget) in FIELDS.items()
    ]
    return OrderForm(WORD, TITLE, HELP, entries, aside=False, open=True)


def opening_of(form: Form) -> NewCase:
    """Raises BadFields: what is wrong with which field."""
    values: dict[str, Any] = {name: read_field(widget, form.get(name, "")) for name, (_, _, widget) in FIELDS.items()}
    try:
        return NewCase.model_validate({name: value for name, value in values.items() if value})
    except ValidationError as error:
        raise BadFields({fault.field.split(".")[0]: fault.message for fault in chosen_anew(error.errors())}) from error
