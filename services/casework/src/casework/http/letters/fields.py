"""The fields of a form for a letter, by kind: each named by its place in what a writer says (correspondence.own)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casework.http.order_choices import Option
from casework.letters.kinds import Kind


@dataclass(frozen=True, slots=True)
class Field:
    """`rare`: shown folded. `options`: a fixed list, or the name of one that is known when the page is made."""

    name: str
    label: str
    help: str = ""
    widget: str = "text"
    required: bool = False
    options: Sequence[Option] | str = ()
    rare: bool = False
    track: str = ""
    """Only for requests of this track."""


CAPACITIES = [
    ("KT.", "KT. (ký thay)"),
    ("TL.", "TL. (thừa lệnh)"),
    ("TUQ.", "TUQ. (thừa ủy quyền)"),
    ("Q.", "Q. (quyền)"),
]
URGENCIES = [(word, word.capitalize()) for word in ("KHẨN", "THƯỢNG KHẨN", "HỎA TỐC")]
CIRCULATIONS = [(word, word.capitalize()) for word in ("LƯU HÀNH NỘI BỘ", "XEM XONG TRẢ LẠI")]
CORRECTS = "correction"
BY_DIRECTORY = "Bỏ trống: theo danh bạ của ngày soạn."

SIGNING = (
    Field("signatory", "Người ký", "Tài khoản lãnh đạo sẽ ký văn bản này.", "select", True, "leaders"),
    Field("signer.post", "Chức vụ người ký", "Ví dụ: Chủ tịch, Phó Chủ tịch.", required=True),
    Field("signer.on_behalf_of", "Thay mặt (TM.)", "Ví dụ: Ban Thường vụ."),
    Field("signer.capacity", "Hình thức ký", "", "select", options=CAPACITIES),
    Field("signer.stands_for", "Ký cho ai", "Chức vụ người đứng đầu, khi ký KT., TL., TUQ. Ví dụ: Chủ tịch."),
)
CONTACT = (
    Field("contact.name", "Đầu mối liên hệ", "Người nơi nhận hỏi lại.", required=True),
    Field("contact.phone", "Điện thoại liên hệ", required=True),
    Field("contact.email", "Thư điện tử liên hệ", required=True),
)
LAYOUT = (
    Field("copies", "Nơi nhận khác", f"Mỗi dòng một nơi. {BY_DIRECTORY}", "lines", rare=True),
    Field("urgency", "Độ khẩn ghi trên văn bản", "", "select", options=URGENCIES, rare=True),
    Field("circulation", "Chỉ dẫn phạm vi lưu hành", "", "select", options=CIRCULATIONS, rare=True),
    Field("archive.unit", "Lưu: đơn vị soạn (viết tắt)", rare=True),
    Field("archive.copies", "Lưu: số bản", "", "number", rare=True),
    Field("typist.code", "Ký hiệu người soạn", rare=True),
    Field("typist.copies", "Số lượng bản phát hành", "", "number", rare=True),
    Field("issuer", "Nơi ban hành", "", "select", options="issuers", rare=True),
)
VERIFICATION = (
    Field("matter", "Về việc", "", "long"),
    Field("questions", "Các câu hỏi xác minh", "Mỗi dòng một câu hỏi. Câu hỏi có sẵn là câu hỏi chung.", "lines"),
)
CORRECTION = (
    Field("statements", "Câu trích và kết quả xác minh", "", "pairs"),
    Field("evidence", "Tài liệu gửi kèm", "Mỗi dòng một tài liệu; chỉ gửi ra ngoài những gì được phép.", "lines"),
    Field(
        "harmed",
        "Ảnh hưởng đến ai, đến điều gì",
        "Ví dụ: quyền và lợi ích hợp pháp của ông …. Bỏ trống: văn bản không nói đến thiệt hại.",
    ),
    Field("published_at", "Đăng lúc", "Chỉ khi hệ thống không thu được giờ đăng của bài.", "datetime-local", rare=True),
    Field(
        "conclusion.document",
        "Văn bản kết luận của cơ quan có thẩm quyền",
        "Số, ký hiệu.",
        required=True,
        track=CORRECTS,
    ),
    Field("conclusion.date", "Ngày của văn bản kết luận", "", "date", True, track=CORRECTS),
    Field(
        "conclusion.finding", "Nội dung kết luận", "Bỏ trống: lấy kết luận đã duyệt của hồ sơ.", "long", track=CORRECTS
    ),
    Field("conclusion.reached_outlet_at", "Báo đã có kết luận lúc", "", "datetime-local", rare=True, track=CORRECTS),
    Field("owner", "Cơ quan chủ quản của báo", BY_DIRECTORY, rare=True),
    Field("section", "Chuyên mục", rare=True),
    Field("issue", "Số báo", "Báo in.", rare=True),
    Field("channel", "Kênh, tần số, trang", "Báo nói, báo hình, kênh mạng xã hội.", rare=True),
    Field("planned_receipt", "Dự kiến báo nhận lúc", "Bỏ trống: lúc soạn.", "datetime-local", rare=True),
    Field("next_issue", "Ngày ra số báo tiếp theo", "Báo in.", "date", rare=True),
    Field(
        "law",
        "Luật áp dụng",
        "Chỉ khi tin đăng và văn bản đến nơi thuộc hai luật khác nhau.",
        "select",
        options="laws",
        rare=True,
    ),
)
FIELDS: Mapping[Kind, Sequence[Field]] = {
    "verification": (*VERIFICATION, *SIGNING, *CONTACT, *LAYOUT),
    "reminder": (*SIGNING, *CONTACT, *LAYOUT),
    "correction": (*CORRECTION, *SIGNING, *CONTACT, *LAYOUT),
    "copy": (*SIGNING, *CONTACT, *LAYOUT),
}
"""The kinds that a case has letters of; a report is nobody's case."""
PAIR = (("quote", "Câu trích, đúng từng chữ"), ("truth", "Kết quả xác minh"))
SPARE_PAIRS = 2
MOST_PAIRS = 50
