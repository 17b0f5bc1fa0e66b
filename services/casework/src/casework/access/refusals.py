"""Why somebody is turned away. Each says what happened and what to do; `kind` is the stable word for programs."""

from datetime import timedelta
from math import ceil

from casework.access.permission_words import PERMISSION_NAMES


class Refusal(Exception):
    """Root."""

    kind = "refused"


class NotSignedIn(Refusal):
    kind = "not-signed-in"

    def __init__(self) -> None:
        super().__init__("Chưa đăng nhập hoặc phiên làm việc đã hết. Xin đăng nhập lại.")


class BadLogin(Refusal):
    """The same words whatever was wrong: a stranger must not learn which names exist."""

    kind = "bad-login"

    def __init__(self) -> None:
        super().__init__("Tên đăng nhập hoặc mật khẩu không đúng. Xin kiểm tra lại, hoặc nhờ người quản trị đặt lại.")


class NotRecognised(BadLogin):
    """The identity provider has said nobody whom we know, or nothing that holds."""

    def __init__(self) -> None:
        Refusal.__init__(
            self,
            "Không đăng nhập được bằng tài khoản của cơ quan. Xin thử lại, hoặc nhờ người quản trị gắn danh tính đó "
            "với tài khoản của bạn.",
        )


class TooMany(Refusal):
    """`wait`: when to come again."""

    kind = "too-many"

    def __init__(self, wait: timedelta, what: str = "yêu cầu") -> None:
        self.seconds = max(1, ceil(wait.total_seconds()))
        super().__init__(f"Quá nhiều {what} trong thời gian ngắn. Xin thử lại sau {self.seconds} giây.")


class Forbidden(Refusal):
    kind = "forbidden"

    def __init__(self, permission: str) -> None:
        named = PERMISSION_NAMES.get(permission, permission)
        super().__init__(f"Tài khoản này không có quyền {named}. Nếu công việc cần quyền này, xin báo người quản trị.")


class MustChangePassword(Refusal):
    kind = "must-change-password"

    def __init__(self) -> None:
        super().__init__("Mật khẩu hiện tại chỉ dùng một lần. Xin đổi mật khẩu rồi làm tiếp.")


class ForeignPage(Refusal):
    """A request that another site may have made the browser send."""

    kind = "foreign-page"

    def __init__(self) -> None:
        super().__init__("Yêu cầu không đến từ trang của hệ thống. Xin tải lại trang rồi làm lại.")


class PasswordUnfit(Refusal):
    kind = "password-unfit"


class Unsound(Refusal):
    kind = "unsound"


class Taken(Refusal):
    kind = "taken"


class NotFound(Refusal):
    kind = "not-found"


class Stale(Refusal):
    """Somebody has changed it meanwhile."""

    kind = "stale-version"

    def __init__(self) -> None:
        super().__init__(
            "Người khác đã thay đổi nội dung này sau khi bạn mở. Xin xem những gì đã thay đổi, rồi làm lại."
        )
