"""The words for what waits for somebody, and where the rest of it is listed."""

from collections.abc import Mapping

WAITS: Mapping[str, tuple[str, str]] = {
    "triage": ("Chờ sàng lọc", "/?buoc=triage"),
    "unit-ended": ("Đơn vị đã kết thúc, chờ giao đơn vị khác", ""),
    "choose-unit": ("Chưa rõ đơn vị, chờ chọn", ""),
    "acknowledge": ("Chờ đơn vị nhận việc", "/?buoc=verification-requested"),
    "verify": ("Chờ kết quả xác minh", "/?buoc=verifying"),
    "verify-own": ("Liên đoàn tỉnh tự xác minh", ""),
    "approve-conclusion": ("Kết luận chờ duyệt", "/?buoc=concluding"),
    "approve-letter": ("Văn bản chờ duyệt", ""),
    "sign-letter": ("Văn bản chờ bạn ký", ""),
    "returned-letter": ("Văn bản bị trả lại, chờ sửa", ""),
    "issue-letter": ("Văn bản đã ký, chờ phát hành", ""),
    "receive-letter": ("Văn bản đã gửi, chờ nơi nhận xác nhận", ""),
}
