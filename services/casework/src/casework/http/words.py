"""The product's words: codes of the events in the Vietnamese of its users."""

from collections.abc import Mapping, Sequence

from casework.domain.clocks.media import MEDIUM_NAMES
from casework.domain.clocks.phrases import STARTS
from casework.domain.clocks.vocabulary import MARK_NAMES
from casework.domain.life.stages import LEVEL_NAMES, STAGE_NAMES
from casework.domain.proof.sentences import KINDS
from casework.domain.roles import ROLE_NAMES
from casework.domain.topics import TOPIC_NAMES

WORDS: dict[str, str] = {
    "captured": "Thu thập bài viết",
    "assessed": "Máy đánh giá mức liên quan",
    "opened": "Mở vụ việc",
    "publication-attached": "Gộp thêm bài cùng nội dung",
    "publication-edited": "Báo đã sửa bài",
    "publication-removed": "Báo đã gỡ bài",
    "publication-restored": "Báo đã đăng lại bài",
    "publication-doubted": "Máy đọc lại: bài có thể không liên quan; hồ sơ giữ nguyên, cần cán bộ xem",
    "publication-believed": "Máy đọc lại: bài có thể liên quan như trước",
    "notice-requested": "Yêu cầu đơn vị xác minh",
    "notice-sent": "Đã gửi thông báo cho đơn vị",
    "notice-bounced": "Thư thông báo bị trả lại",
    "notice-gave-up": "Không gửi được thông báo",
    "handover-unaddressed": "Không báo được đơn vị: danh bạ thiếu địa chỉ",
    "reminder-planned": "Lập lịch nhắc cho thời hạn đang chạy",
    "reminder-requested": "Nhắc, báo về thời hạn",
    "reminder-sent": "Đã nhắc",
    "reminder-bounced": "Thư nhắc bị trả lại",
    "reminder-gave-up": "Không gửi được thư nhắc",
    "reminder-unaddressed": "Không nhắc được: thiếu địa chỉ nhận",
    "unit-handed-over": "Chuyển cho đơn vị kế thừa",
    "unit-ended": "Đơn vị đã kết thúc, chưa có nơi kế thừa: cần giao đơn vị khác",
    "handover-sent": "Đã báo đơn vị tiếp nhận",
    "handover-bounced": "Thư báo đơn vị tiếp nhận bị trả lại",
    "handover-gave-up": "Không gửi được thư báo đơn vị tiếp nhận",
    "as captured": "như khi thu thập",
    "edited": "đã bị sửa",
    "removed": "đã bị gỡ",
    "restored": "đã đăng lại",
    "sent": "đã gửi",
    "bounced": "bị trả lại",
    "gave-up": "không gửi được",
    "": "chưa gửi",
    "machine": "hệ thống",
    "low": "thấp",
    "normal": "thường",
    "high": "khẩn",
    **TOPIC_NAMES,
}

WORDS |= {
    "confirmed": "Xác nhận thuộc phạm vi theo dõi",
    "assigned": "Giao đơn vị khác xác minh",
    "unit-open": "Chưa rõ đơn vị xác minh: chờ người chọn",
    "unit-kept": "Giữ đơn vị đang có hồ sơ",
    "acknowledged": "Đơn vị nhận việc",
    "finding-reported": "Ghi kết quả xác minh",
    "conclusion-proposed": "Đề xuất kết luận",
    "conclusion-returned": "Trả lại kết luận",
    "conclusion-approved": "Duyệt kết luận",
    "action-planned": "Lập việc khắc phục",
    "action-completed": "Hoàn thành việc khắc phục",
    "action-dropped": "Bỏ việc khắc phục",
    "request-opened": "Lập yêu cầu gửi cơ quan báo chí",
    "request-sent": "Đã gửi yêu cầu, báo đã nhận",
    "request-answered": "Ghi kết quả trả lời của báo",
    "request-escalated": "Chuyển lên cấp trên",
    "request-settled": "Kết thúc yêu cầu",
    "request-withdrawn": "Rút yêu cầu",
    "reopened": "Mở lại hồ sơ",
    "level-set": "Đổi mức bảo mật",
    "linked": "Liên kết hồ sơ",
    "unlinked": "Bỏ liên kết",
    "split": "Tách bài thành hồ sơ mới",
    "publication-moved": "Nhận bài từ hồ sơ được tách",
    "unmerged": "Tách lại hồ sơ đã nhập",
    "case-absorbed": "Nhận một hồ sơ nhập vào",
    "case-released": "Trả lại hồ sơ đã nhận",
    "clock-overdue": "Quá hạn",
    "clock-running": "đang tính",
    "clock-met": "đúng hạn",
    "clock-stopped": "đã dừng",
    "binding": "bắt buộc theo luật",
    "by-instruction": "theo văn bản chỉ đạo",
    "internal": "mục tiêu nội bộ, không phải luật",
    "track-reply": "Phản hồi thông tin",
    "track-correction": "Cải chính, xin lỗi",
    **{f"level-{level}": name for level, name in LEVEL_NAMES.items()},
    "source-phone": "điện thoại",
    "source-in_person": "gặp trực tiếp",
    "source-other": "nguồn khác",
}
"""Kinds of the life of a case, of its clocks, of its requests."""
WORDS |= {
    "letter-drafted": "Soạn văn bản",
    "letter-edited": "Sửa văn bản",
    "letter-proposed": "Trình văn bản",
    "letter-returned": "Trả lại văn bản",
    "letter-approved": "Duyệt văn bản",
    "letter-signed": "Ký văn bản, lấy số",
    "letter-issued": "Phát hành văn bản",
    "letter-received": "Nơi nhận đã nhận văn bản",
    "letter-withdrawn": "Rút văn bản",
    "letter-voided": "Hủy văn bản, số giữ nguyên",
}
"""Steps of the letters of a case."""
WORDS |= {f"medium-{medium}": name for medium, name in MEDIUM_NAMES.items()}
WORDS |= {f"mark-{mark}": name for mark, name in MARK_NAMES.items()}
WORDS |= {f"proof-{kind}": f"Xem lại trang báo: {text[0].lower()}{text[1:]}" for kind, text in KINDS.items()}
WORDS |= {code: f"{name[0].upper()}{name[1:]}" for code, name in STAGE_NAMES.items()}
WORDS |= {role.value: name for role, name in ROLE_NAMES.items()}


WORDS |= {f"start-{code}": f"tính từ {name}" for code, name in STARTS.items()}
WORDS |= {
    "body-provincial": "công đoàn cấp tỉnh",
    "body-unit": "đơn vị xác minh",
    "body-watch-office": "bộ phận theo dõi báo chí",
    "body-leaders": "lãnh đạo Liên đoàn",
    "body-oversight": "cơ quan phối hợp, nhận bản sao",
    "body-regulator": "quản lý báo chí ở tỉnh",
    "body-ministry": "quản lý báo chí trung ương",
    "body-owner": "cơ quan chủ quản báo chí",
    "body-outlet": "cơ quan báo chí",
    "parked-parked": "đang giữ",
    "parked-replayed": "đã gửi lại",
    "parked-dropped": "đã bỏ",
    "parked.replay": "Gửi lại bản tin tạm giữ",
    "parked.drop": "Bỏ bản tin tạm giữ",
    "account.added": "Tạo tài khoản",
    "account.changed": "Sửa tài khoản",
    "account.password-reset": "Đặt lại mật khẩu",
    "account.password-chosen": "Tự đổi mật khẩu",
    "login": "Đăng nhập",
    "login.oidc": "Đăng nhập bằng tài khoản của cơ quan",
    "login.refused": "Đăng nhập không thành công",
    "publication-judged": "Đánh giá bài",
    "report-drafted": "Tính, chốt số liệu báo cáo",
    "purged": "Xóa theo thời hạn lưu",
    "yes": "liên quan",
    "no": "không liên quan",
    "unsure": "chưa chắc",
    "author-revealed": "Xem trang có tên người đăng",
    "audit.exported": "Xuất nhật ký",
    "operator": "người vận hành máy chủ",
    "unit-h": "giờ",
    "unit-d": "ngày",
    "unit-wd": "ngày làm việc",
    "unit-months": "tháng",
    "unit-issue": "số báo tiếp theo",
    "unit-now": "ngay",
    "unit-rounds": "lần",
    "unit-period": "theo kỳ báo cáo",
}


TOPICS: Sequence[tuple[str, str]] = list(TOPIC_NAMES.items())
"""As a form offers them."""


def source(code: str) -> str:
    """Where something was published or heard."""
    return WORDS.get(f"medium-{code}") or say(f"source-{code}")


def say(code: str) -> str:
    """The word for a code; a code that is newer than this table is shown as it is."""
    return WORDS.get(code, code)


REASONS: Mapping[str, str] = {
    "letter-issued": "Gửi bằng",
    "letter-received": "Bằng chứng",
    "letter-returned": "Ý kiến",
    "conclusion-returned": "Ý kiến",
}


def reason_of(kind: str) -> str:
    """What the words beside a line are: mostly why; of some steps how, or what shows it."""
    return REASONS.get(kind, "Lý do")


def person(account: str, people: Mapping[str, str]) -> str:
    """Who it is, as colleagues know them; an account without a name by its own, a machine or program by its word."""
    return people.get(account) or say(account)
