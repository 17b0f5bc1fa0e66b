"""Who acts."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is in the federation; `service` is another program."""

    VIEWER = "viewer"
    WATCH = "watch-officer"
    UNIT = "unit-officer"
    LEADER = "leader"
    SPOKESPERSON = "spokesperson"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    SERVICE = "service"


ROLE_NAMES = {
    Role.VIEWER: "người xem",
    Role.WATCH: "cán bộ theo dõi báo chí",
    Role.UNIT: "cán bộ đơn vị",
    Role.LEADER: "lãnh đạo",
    Role.SPOKESPERSON: "người phát ngôn",
    Role.ADMINISTRATOR: "quản trị viên",
    Role.AUDITOR: "kiểm toán viên",
    Role.SERVICE: "chương trình",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """An account in one role; a unit officer acts for one unit."""

    account: str
    role: Role
    unit_id: str | None = None
