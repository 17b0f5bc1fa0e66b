"""The steps of a letter: who may take them from which state, and the words for both."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Role = Literal[
    "viewer",
    "watch-officer",
    "unit-officer",
    "leader",
    "spokesperson",
    "administrator",
    "auditor",
    "service",
]
State = Literal["drafted", "proposed", "approved", "signed", "issued", "returned", "voided"]
Step = Literal["draft", "edit", "propose", "return", "approve", "sign", "issue", "void"]

STATES: dict[State, str] = {
    "drafted": "đang soạn",
    "proposed": "đã trình",
    "approved": "đã duyệt",
    "signed": "đã ký",
    "issued": "đã phát hành",
    "returned": "bị trả lại",
    "voided": "đã hủy",
}
ROLES: dict[Role, str] = {
    "viewer": "người xem",
    "watch-officer": "cán bộ theo dõi báo chí",
    "unit-officer": "cán bộ đơn vị",
    "leader": "lãnh đạo",
    "spokesperson": "người phát ngôn",
    "administrator": "quản trị",
    "auditor": "kiểm toán",
    "service": "hệ thống",
}
WRITERS: frozenset[Role] = frozenset({"watch-officer", "unit-officer", "spokesperson", "leader"})
LEADERS: frozenset[Role] = frozenset({"leader"})


@dataclass(frozen=True, slots=True)
class Actor:
    id: str
    role: Role


@dataclass(frozen=True, slots=True)
class Fact:
    """What happened to a letter; the `version`-th. `document`: SHA-256 of what the step was about."""

    letter_id: str
    version: int
    kind: Step
    actor: str
    role: Role
    reason: str
    at: datetime
    document: str


@dataclass(frozen=True, slots=True)
class Permission:
    words: str
    roles: frozenset[Role]
    states: frozenset[State]
    reason: bool = False


def _states(*names: State) -> frozenset[State]:
    return frozenset(names)


PERMISSIONS: dict[Step, Permission] = {
    "draft": Permission("soạn", WRITERS, _states()),
    "edit": Permission("sửa", WRITERS, _states("drafted", "proposed", "approved", "returned")),
    "propose": Permission("trình", WRITERS, _states("drafted", "returned")),
    "return": Permission("trả lại", LEADERS, _states("proposed", "approved"), reason=True),
    "approve": Permission("duyệt", LEADERS, _states("proposed")),
    "sign": Permission("ký", LEADERS, _states("approved")),
    "issue": Permission("phát hành", WRITERS, _states("signed")),
    "void": Permission(
        "hủy", LEADERS, _states("drafted", "proposed", "approved", "returned", "signed", "issued"), reason=True
    ),
}
