"""The product's words: codes of the events in the Vietnamese of its users."""

WORDS = {
    "captured": "Thu thập bài viết",
    "assessed": "Máy đánh giá mức liên quan",
    "opened": "Mở vụ việc",
    "publication-attached": "Gộp thêm bài cùng nội dung",
    "publication-edited": "Báo đã sửa bài",
    "publication-removed": "Báo đã gỡ bài",
    "publication-restored": "Báo đã đăng lại bài",
    "notice-requested": "Yêu cầu đơn vị xác minh",
    "notice-sent": "Đã gửi thông báo cho đơn vị",
    "notice-bounced": "Thư thông báo bị trả lại",
    "notice-gave-up": "Không gửi được thông báo",
    "verification-requested": "Chờ đơn vị xác minh",
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
    "accident": "tai nạn lao động",
    "union_org": "tổ chức công đoàn",
    "welfare": "phúc lợi, chăm lo",
    "union_activity": "hoạt động công đoàn",
    "emulation": "thi đua, khen thưởng",
    "working_conditions": "điều kiện làm việc",
    "housing": "nhà ở công nhân",
    "employment": "việc làm",
    "policy": "chính sách",
    "wage": "tiền lương",
    "strike": "ngừng việc, đình công",
    "social_insurance": "bảo hiểm xã hội",
    "misconduct": "sai phạm",
    "other": "khác",
}


def say(code: str) -> str:
    """The word for a code; a code that is newer than this table is shown as it is."""
    return WORDS.get(code, code)
