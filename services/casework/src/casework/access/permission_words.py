"""What each permission lets somebody do, as people read it."""

from collections.abc import Mapping

PERMISSION_NAMES: Mapping[str, str] = {
    "open": "vào trang không cần đăng nhập",
    "own-session": "xem phiên làm việc của mình",
    "own-account": "sửa tài khoản của mình",
    "cases.read": "xem vụ việc",
    "cases.open": "lập hồ sơ",
    "cases.triage": "sàng lọc",
    "cases.assign": "giao đơn vị xác minh",
    "cases.verify": "ghi kết quả xác minh",
    "cases.propose": "đề xuất kết luận",
    "cases.approve": "duyệt kết luận",
    "cases.remedy": "lập và theo dõi việc khắc phục",
    "cases.direct": "chỉ đạo vụ việc",
    "requests.manage": "lập và theo dõi yêu cầu gửi cơ quan báo chí",
    "requests.record": "ghi kết quả trả lời của báo",
    "letters.write": "soạn văn bản",
    "letters.sign": "duyệt và ký văn bản",
    "reports.read": "xem báo cáo",
    "reports.write": "lập báo cáo",
    "bodies.read": "xem danh bạ",
    "clocks.read": "xem thời hạn",
    "accounts.manage": "quản lý tài khoản",
    "tokens.manage": "quản lý mã truy cập dịch vụ",
    "bodies.manage": "sửa danh bạ",
    "trail.read": "xem nhật ký",
    "parked.manage": "xử lý bản tin tạm giữ",
}
"""A test looks that none is missing."""
