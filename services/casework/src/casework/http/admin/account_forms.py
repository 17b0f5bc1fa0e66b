"""The forms about accounts."""

from collections.abc import Sequence

from casework.access.account import Account
from casework.access.roles import PEOPLE
from casework.domain.roles import ROLE_NAMES
from casework.http.admin.forms import PlainForm, Tried, filled
from casework.http.navigation import ACCOUNTS
from casework.http.order_choices import Option
from casework.http.order_forms import Entry

ROLES: Sequence[Option] = [(role.value, ROLE_NAMES[role]) for role in PEOPLE]
RULE = "3 đến 40 ký tự: chữ thường không dấu, chữ số, dấu chấm, gạch nối, gạch dưới."
OIDC = "Chỉ khi đăng nhập bằng tài khoản của cơ quan."


def new_form(units: Sequence[Option], tried: Tried | None) -> PlainForm:
    entries = [Entry("name", "Tên đăng nhập", RULE, "text", required=True, options=()), *_common(units)]
    told = "Hệ thống cấp mật khẩu dùng một lần; người dùng đổi ở lần đăng nhập đầu."
    return filled(entries, "new", ACCOUNTS, "Tạo tài khoản", told, tried)


def change_form(account: Account, units: Sequence[Option], tried: Tried | None) -> PlainForm:
    """Filled in as the account is."""
    entries = [
        Entry(one.name, one.label, one.help, one.widget, one.required, one.options, getattr(account, one.name) or "")
        for one in _common(units)
    ]
    return filled(entries, "change", f"{ACCOUNTS}/{account.id}/change", "Sửa tài khoản", "", tried)


def plain_forms(account: Account, tried: Tried | None) -> list[PlainForm]:
    """Those without fields."""
    word, title, told = (
        ("restore", "Mở khóa tài khoản", "Người này đăng nhập lại được bằng mật khẩu đang có.")
        if account.disabled
        else (
            "suspend",
            "Khóa tài khoản",
            "Mọi phiên làm việc của người này kết thúc ngay; hồ sơ họ đã làm giữ nguyên.",
        )
    )
    reset = "Cấp mật khẩu dùng một lần mới; mọi phiên làm việc của người này kết thúc ngay."
    return [
        filled([], "reset", f"{ACCOUNTS}/{account.id}/reset", "Đặt lại mật khẩu", reset, tried),
        filled([], word, f"{ACCOUNTS}/{account.id}/{word}", title, told, tried),
    ]


def _common(units: Sequence[Option]) -> list[Entry]:
    return [
        Entry("display_name", "Họ tên hiển thị", "", "text", required=True, options=()),
        Entry("role", "Vai trò", "", "select", required=True, options=ROLES),
        Entry("unit_id", "Đơn vị", "Chỉ cho cán bộ đơn vị.", "select", required=False, options=units),
        Entry("subject", "Danh tính ở cơ quan (OIDC)", OIDC, "text", required=False, options=()),
    ]
