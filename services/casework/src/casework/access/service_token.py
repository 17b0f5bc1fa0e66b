"""Tokens for programs: what they may do, and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from casework.access.policy import SCOPES
from casework.access.refusals import Unsound
from casework.access.who import Who
from casework.domain.roles import Role

PREFIX = "hc_"
"""So that a scanner for leaked secrets can find one."""
LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class ServiceToken:
    """`id` is the digest's beginning, shown in lists; the secret itself is shown once and never kept."""

    id: str
    digest: str
    name: str
    scopes: frozenset[str]
    issued_by: str
    issued_at: datetime
    expires_at: datetime

    def who(self) -> Who:
        return Who(f"token:{self.id}", self.name, self.name, Role.SERVICE, None, self.scopes)


def check_token(name: str, scopes: Iterable[str], expires_at: datetime, now: datetime) -> None:
    """Raises Unsound."""
    if not name.strip() or len(name) > 100:
        raise Unsound("Tên của mã truy cập phải có từ 1 đến 100 ký tự: chương trình nào, của ai.")
    if not set(scopes) or set(scopes) - set(SCOPES):
        raise Unsound(f"Phạm vi (scopes) phải là một hay nhiều trong: {', '.join(SCOPES)}.")
    if not now < expires_at <= now + LONGEST:
        raise Unsound(f"Hạn dùng phải sau bây giờ và không quá {LONGEST.days} ngày.")
