"""The pages that a reader may open, as a line of links."""

from collections.abc import Sequence
from dataclasses import dataclass

from casework.access.policy import POLICY, Permission
from casework.access.who import Who

ACCOUNTS, CLOCKS, BODIES, TRAIL, PARKED = "/tai-khoan", "/thoi-han", "/danh-ba", "/nhat-ky", "/tam-giu"
UNSURE, LETTERS, REPORTS = "/chua-chac", "/van-ban", "/bao-cao"


@dataclass(frozen=True, slots=True)
class Place:
    address: str
    title: str
    permission: Permission


PLACES: Sequence[Place] = (
    Place("/", "Vụ việc", Permission.READ_CASES),
    Place(UNSURE, "Chưa chắc", Permission.TRIAGE_CASES),
    Place(LETTERS, "Văn bản", Permission.READ_CASES),
    Place(REPORTS, "Báo cáo", Permission.READ_REPORTS),
    Place(BODIES, "Danh bạ", Permission.READ_BODIES),
    Place(CLOCKS, "Thời hạn", Permission.READ_CLOCKS),
    Place(TRAIL, "Nhật ký", Permission.READ_TRAIL),
    Place(PARKED, "Bản tin tạm giữ", Permission.MANAGE_PARKED),
    Place(ACCOUNTS, "Tài khoản", Permission.MANAGE_ACCOUNTS),
)


def places_of(who: Who | None) -> list[Place]:
    """None before somebody has signed in and has a password of their own."""
    if who is None or who.must_change_password:
        return []
    return [place for place in PLACES if who.role in POLICY[place.permission]]
