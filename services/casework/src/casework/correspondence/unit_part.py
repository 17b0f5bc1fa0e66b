"""The request to a unit to verify, and the reminder of it."""

from collections.abc import Sequence
from typing import Any

from casework.correspondence.copies import sent
from casework.correspondence.matter import Matter
from casework.correspondence.own import ReminderOwn, VerificationOwn
from casework.correspondence.refusals import CannotWrite
from casework.domain.case import Told
from casework.domain.clockwork import VERIFY
from casework.domain.pending import VERIFIED_AT

MOST_PUBLICATIONS = 20
"""A letter names the first ones; the case holds the rest."""


def verification_part(own: VerificationOwn, matter: Matter) -> dict[str, Any]:
    _check_stage(matter)
    case = matter.case
    if own.questions is None:
        matter.note("Câu hỏi xác minh là câu hỏi chung. Thay bằng câu hỏi của vụ việc.")
    asked = [clock.started_at for clock in case.clocks if clock.rule_id == VERIFY]
    return {
        "unit": case.unit.name,
        "publications": _publications(matter.publications, matter),
        "matter": own.matter or case.title,
        "questions": list(own.questions or matter.questions),
        "assigned_at": (asked[-1] if asked else matter.now).isoformat(),
        "copies": list(own.copies or ()),
    }


def reminder_part(own: ReminderOwn, matter: Matter) -> dict[str, Any]:
    """Raises CannotWrite when nothing was asked by letter."""
    _check_stage(matter)
    first = matter.last_gone(
        "verification", None, "Chưa có văn bản yêu cầu xác minh nào đã phát hành trong hồ sơ: chưa có gì để đôn đốc."
    )
    facts = first.printed.facts
    if facts["unit"] != matter.case.unit.name:
        raise CannotWrite(
            f"Văn bản yêu cầu xác minh trước đã gửi {facts['unit']}, nay hồ sơ giao {matter.case.unit.name}. "
            "Soạn văn bản yêu cầu xác minh mới."
        )
    repeated = {name: facts[name] for name in ("unit", "publications", "matter", "questions")}
    # What the letter named as its term began when the case was assigned.
    times = {"asked_at": facts["assigned_at"], "assigned_at": matter.now.isoformat()}
    return repeated | times | {"sent": sent(first), "copies": list(own.copies or facts["copies"])}


def _check_stage(matter: Matter) -> None:
    if matter.case.life.stage not in VERIFIED_AT:
        raise CannotWrite("Hồ sơ không ở bước xác minh: không có gì để yêu cầu đơn vị xác minh bằng văn bản lúc này.")


def _publications(told: Sequence[Told], matter: Matter) -> list[dict[str, str]]:
    shown = told[:MOST_PUBLICATIONS]
    if any(one.published_at is None for one in shown):
        matter.note("Có bài không thu được giờ đăng: văn bản ghi giờ thu thập. Kiểm tra trên bài.")
    return [
        {
            "outlet": one.outlet_name,
            "title": one.title,
            "address": one.address,
            "published_at": (one.published_at or one.captured_at).isoformat(),
        }
        for one in shown
    ]
