"""What programs call a field, in the words of the form: a message may have been written for both."""

import re
from collections.abc import Mapping

from casework.http.letters.fields import FIELDS

OTHERS: Mapping[str, str] = {
    "contact": "Đầu mối liên hệ",
    "conclusion": "Văn bản kết luận của cơ quan có thẩm quyền",
    "outlet › medium": "Loại hình của cơ quan báo chí",
    "outlet": "Cơ quan báo chí",
    "medium": "Loại hình",
    "work": "Bài đã đăng",
    "statements": "Câu trích và kết quả xác minh",
    "quote": "Câu trích",
    "truth": "Kết quả xác minh",
    "finding": "Nội dung kết luận",
    "document": "Số, ký hiệu",
    "signer": "Người ký",
    "archive": "Lưu",
    "typist": "Người soạn",
    "received_at": "Nơi nhận đã nhận lúc",
    "sent": "Văn bản đã gửi trước",
    "asked_at": "Ngày đã yêu cầu",
    "press_questions": "Câu hỏi của báo chí đã nhận",
    "press_answers": "Câu hỏi của báo chí đã trả lời",
    "results": "Kết quả",
    "difficulties": "Khó khăn",
    "proposals": "Đề xuất",
    "through": "Qua đơn vị nào",
}
ONLY_NAMED: Mapping[str, str] = {"to": "Nơi nhận", "law": "Luật áp dụng", "date": "Ngày", "name": "Tên"}
"""Words of Vietnamese too, or of any text: fields only where the message says so."""
LABELS: Mapping[str, str] = {
    **{field.name: field.label for fields in FIELDS.values() for field in fields},
    **{field.name.replace(".", " › "): field.label for fields in FIELDS.values() for field in fields},
    **OTHERS,
}
ASIDES: Mapping[str, str] = {
    " (name, phone, email)": " (tên, điện thoại, thư điện tử)",
    " (document: số, ký hiệu; date: ngày)": " (số, ký hiệu; ngày)",
}
_NAMES = "|".join(re.escape(name) for name in sorted(LABELS, key=len, reverse=True) if name not in ONLY_NAMED)
_ANY = re.compile(rf"(?:trường )?(?<![\w“./-])(?P<name>{_NAMES})(?![\w”/-])")
_NAMED = re.compile(rf"trường (?P<name>{'|'.join(ONLY_NAMED)})(?!\w)")


def in_words(text: str) -> str:
    for aside, words in ASIDES.items():
        text = text.replace(aside, words)
    text = _NAMED.sub(lambda found: f"mục “{ONLY_NAMED[found['name']]}”", text)
    return _ANY.sub(lambda found: f"mục “{LABELS[found['name']]}”", text)
