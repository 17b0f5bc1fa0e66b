"""What chains of the audit trail and details of its entries are called."""

from collections.abc import Mapping

CHAINS: Mapping[str, str] = {
    "access": "đăng nhập không thành công",
    "system": "hệ thống",
    "directory": "danh bạ",
    "retention": "xóa dữ liệu hết hạn lưu",
    "case": "hồ sơ",
    "report": "báo cáo",
    "publication": "bài đã xem",
    "account": "tài khoản",
    "token": "mã truy cập dịch vụ",
}
DETAILS: Mapping[str, str] = {
    "publication_id": "bài",
    "publication_ids": "các bài",
    "case_id": "hồ sơ",
    "unit_id": "đơn vị",
    "chain": "chuỗi",
    "seal": "mã xuất",
    "author": "đã xem",
    "name": "tên đăng nhập",
    "display_name": "họ tên",
    "role": "vai trò",
    "subject": "danh tính ở cơ quan",
    "disabled": "đã khóa",
    "must_change_password": "phải đổi mật khẩu",
    "scopes": "quyền",
    "expires_at": "hết hạn",
    "since": "từ",
    "until": "đến",
    "refused": "số lần",
    "unknown_names": "tên không có tài khoản",
    "accounts": "theo tài khoản",
    "relevant": "liên quan",
    "topic": "chủ đề",
    "machine_relevant": "máy đánh giá liên quan",
    "machine_topic": "máy đánh giá chủ đề",
    "title": "tiêu đề",
    "id": "mã",
    "state": "tình trạng",
    "count": "số lượng",
    "root": "gốc băm",
}
"""A detail that is newer than this table is shown by its own name."""
