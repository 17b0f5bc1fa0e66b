"""An account of a person."""

import re
from dataclasses import dataclass
from datetime import datetime

from casework.access.refusals import Unsound
from casework.access.roles import PEOPLE
from casework.access.who import Who
from casework.domain.roles import Role

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,38}[a-z0-9]")


@dataclass(frozen=True, slots=True)
class Account:
    """Never deleted: what somebody did stays theirs. `version` grows with every change."""

    id: str
    version: int
    name: str
    display_name: str
    role: Role
    unit_id: str | None
    password_hash: str
    created_at: datetime
    changed_at: datetime
    must_change_password: bool = True
    disabled: bool = False
    subject: str | None = None
    """Whom the identity provider means, where signing in by OIDC is configured."""

    def who(self, csrf: str = "", session_id: str = "") -> Who:
        must = self.must_change_password
        unit = self.unit_id
        return Who(self.id, self.name, self.display_name, self.role, unit, frozenset(), must, csrf, session_id)


def check_account(account: Account) -> None:
    """Raises Unsound."""
    if not NAME.fullmatch(account.name):
        raise Unsound(
            "Tên đăng nhập gồm 3 đến 40 ký tự: chữ thường không dấu, chữ số, dấu chấm, gạch nối, gạch dưới; "
            "bắt đầu và kết thúc bằng chữ hoặc số."
        )
    if not account.display_name.strip() or len(account.display_name) > 100:
        raise Unsound("Họ tên hiển thị phải có từ 1 đến 100 ký tự.")
    if account.role not in PEOPLE:
        raise Unsound("Tài khoản của người không thể có vai trò “service”; hãy cấp mã truy cập dịch vụ.")
    if (account.role is Role.UNIT_OFFICER) != (account.unit_id is not None):
        raise Unsound("Cán bộ đơn vị phải thuộc đúng một đơn vị (unit_id); vai trò khác thì không ghi đơn vị.")
