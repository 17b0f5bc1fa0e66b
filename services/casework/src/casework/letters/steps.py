"""The steps of a letter: who may take them from which state, and the words for both."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from casework.domain.roles import Role

State = Literal["drafted", "proposed", "approved", "signed", "issued", "received", "returned", "withdrawn", "voided"]
Step = Literal["draft", "edit", "propose", "return", "approve", "sign", "issue", "receive", "withdraw", "void"]

STATES: dict[State, str] = {
    "drafted": "đang soạn",
    "proposed": "đã trình",
    "approved": "đã duyệt",
    "signed": "đã ký",
    "issued": "đã phát hành",
    "received": "đã đến nơi nhận",
    "returned": "bị trả lại",
    "withdrawn": "đã rút",
    "voided": "đã hủy",
}
WRITERS: frozenset[Role] = frozenset({Role.WATCH_OFFICER, Role.UNIT_OFFICER, Role.SPOKESPERSON, Role.LEADER})
LEADERS: frozenset[Role] = frozenset({Role.LEADER})


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


ENDED: frozenset[State] = frozenset({"withdrawn", "voided"})
"""A letter of which nothing comes any more; a number that it has stays its own."""


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
    "receive": Permission("ghi nhận nơi nhận đã nhận", WRITERS, _states("issued")),
    "withdraw": Permission("rút", WRITERS, _states("drafted", "proposed", "returned"), reason=True),
    "void": Permission(
        "hủy", LEADERS, _states("drafted", "proposed", "approved", "returned", "signed", "issued"), reason=True
    ),
}
