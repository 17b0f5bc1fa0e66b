"""The words of a letter's page: its state, what it waits for, each step."""

from collections.abc import Callable, Mapping
from typing import Any

from casework.correspondence.filed import KIND_TITLES
from casework.correspondence.recording import KINDS
from casework.http.letters.naming import in_words
from casework.http.words import say
from casework.letters.kinds import Kind
from casework.letters.steps import STATES, State, Step

WAITS: Mapping[State, str] = {
    "drafted": "Chờ người soạn trình.",
    "proposed": "Chờ một lãnh đạo khác người trình duyệt hoặc trả lại.",
    "approved": "Chờ người ký ký; số được lấy từ sổ khi ký.",
    "signed": "Chờ gửi đi: ghi phát hành khi văn bản rời cơ quan.",
    "issued": "Chờ nơi nhận xác nhận; thời hạn của nơi nhận tính từ lúc nhận.",
    "received": "Đã xong.",
    "returned": "Chờ người soạn sửa rồi trình lại.",
    "withdrawn": "Không dùng nữa.",
    "voided": "Không có hiệu lực; số (nếu có) giữ nguyên trong sổ.",
}
BEGIN: Mapping[Kind, str] = {
    "verification": "Yêu cầu đơn vị xác minh",
    "reminder": "Đôn đốc đơn vị xác minh",
    "correction": "Văn bản gửi cơ quan báo chí",
    "copy": "Bản sao gửi cơ quan phối hợp",
}
TITLES: Mapping[Step, str] = {
    "propose": "Trình duyệt",
    "return": "Trả lại, kèm ý kiến",
    "approve": "Duyệt",
    "sign": "Ký, lấy số",
    "issue": "Ghi đã phát hành",
    "receive": "Ghi nơi nhận đã nhận",
    "withdraw": "Rút văn bản",
    "void": "Hủy văn bản",
}
HELP: Mapping[Step, str] = {
    "propose": "Gửi lãnh đạo duyệt. Sửa sau khi trình thì phải trình lại.",
    "return": "Người soạn thấy ý kiến này, sửa rồi trình lại.",
    "approve": "Duyệt đúng nội dung đang hiện trên trang này.",
    "sign": "Văn bản nhận số kế tiếp của sổ và ngày hôm nay; từ đó không sửa được.",
    "issue": "Văn bản đã rời cơ quan.",
    "receive": "Với văn bản gửi báo, yêu cầu được tính là đã gửi và thời hạn của báo bắt đầu từ lúc này.",
    "withdraw": "Khi chưa ai duyệt. Văn bản ở lại hồ sơ.",
    "void": "Văn bản ở lại hồ sơ, không có hiệu lực.",
}
LABELS: Mapping[str, tuple[str, str, str]] = {
    "reason": ("Ý kiến, lý do", "", "long"),
    "how": ("Gửi bằng cách nào", "Ví dụ: bưu điện, thư điện tử, giao tận tay.", "text"),
    "received_at": ("Nơi nhận đã nhận lúc", "Theo giờ Việt Nam.", "datetime-local"),
    "proof": ("Bằng chứng đã nhận", "Số vận đơn, dấu công văn đến, thư trả lời.", "text"),
}
"""By name: label, help, widget."""
ASIDE: tuple[Step, ...] = ("withdraw", "void")
"""Ends the letter: shown after the others."""
FILTERS: dict[str, Callable[[Any], Any]] = {
    "letter_kind": lambda kind: KIND_TITLES[kind],
    "letter_begin": lambda kind: BEGIN[kind],
    "letter_state": lambda state: STATES[state],
    "letter_waits": lambda state: WAITS[state],
    "letter_note": in_words,
    "letter_step": lambda step: say(KINDS[step]),
}
