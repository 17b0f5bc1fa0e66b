"""What people and programs are in the federation; in code and in the words of the screens."""

from enum import StrEnum


class Role(StrEnum):
    VIEWER = "viewer"
    WATCH_OFFICER = "watch-officer"
    UNIT_OFFICER = "unit-officer"
    """Of exactly one unit: sees and works on that unit's cases only."""
    LEADER = "leader"
    SPOKESPERSON = "spokesperson"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    SERVICE = "service"
    """A program with a service token: what its scopes name, never more than the policy gives the role."""


ROLE_NAMES = {
    Role.VIEWER: "người xem",
    Role.WATCH_OFFICER: "cán bộ theo dõi báo chí",
    Role.UNIT_OFFICER: "cán bộ đơn vị",
    Role.LEADER: "lãnh đạo",
    Role.SPOKESPERSON: "người phát ngôn",
    Role.ADMINISTRATOR: "quản trị",
    Role.AUDITOR: "kiểm tra, giám sát",
    Role.SERVICE: "dịch vụ",
}
