"""From intake to an approved conclusion."""

from dataclasses import replace

from casework.domain.life.commands import (
    Acknowledge,
    ApproveConclusion,
    Assign,
    Confirm,
    Dismiss,
    KeepUnit,
    ProposeConclusion,
    ReportFinding,
    ReturnConclusion,
)
from casework.domain.life.guards import Scene, another_person, names, text
from casework.domain.life.life import Life
from casework.domain.life.parts import Conclusion, Finding
from casework.domain.life.refusals import Missing
from casework.domain.life.step import Step, staged
from casework.domain.roles import Role

DESK = frozenset({Role.WATCH_OFFICER, Role.LEADER})
UNIT_OR_DESK = DESK | {Role.UNIT_OFFICER}
LEADERS = frozenset({Role.LEADER})


def confirm(life: Life, _: Confirm, __: Scene) -> Life:
    return replace(life, stage="verification-requested")


def dismiss(life: Life, command: Dismiss, _: Scene) -> Life:
    text(command.reason, "lý do loại khỏi diện theo dõi")
    return replace(life, stage="dismissed", conclusion=None)


def assign(life: Life, command: Assign, scene: Scene) -> Life:
    """The new unit begins from its own acknowledgement; a proposal of the old one falls."""
    if command.unit_id == scene.unit_id:
        raise Missing("Hồ sơ đã giao cho đơn vị này. Chọn một đơn vị khác.")
    text(command.unit_id, "đơn vị")
    return replace(life, stage="verification-requested", conclusion=None)


def keep_unit(life: Life, _: KeepUnit, scene: Scene) -> Life:
    if not scene.unit_open:
        raise Missing("Đơn vị của hồ sơ này đã được chọn. Muốn đổi, hãy giao đơn vị khác.")
    return life


def acknowledge(life: Life, _: Acknowledge, __: Scene) -> Life:
    return replace(life, stage="verifying")


def report_finding(life: Life, command: ReportFinding, scene: Scene) -> Life:
    found = text(command.text, "nội dung xác minh")
    if any(known.id == command.id for known in life.findings):
        raise Missing(f"Phát hiện “{command.id}” đã có; phát hiện đã ghi thì không sửa, hãy ghi một phát hiện mới.")
    finding = Finding(command.id, scene.actor.account, scene.now, found, names(command.evidence))
    return replace(life.with_finding(finding), stage="verifying")


def propose_conclusion(life: Life, command: ProposeConclusion, scene: Scene) -> Life:
    if not life.findings:
        raise Missing("Chưa có kết quả xác minh nào. Ghi ít nhất một phát hiện trước khi đề xuất kết luận.")
    summary = text(command.summary, "nội dung kết luận")
    made = Conclusion(command.verdict, summary, scene.actor.account, scene.now, competent_body=command.competent_body)
    return replace(life, stage="concluding", conclusion=made)


def return_conclusion(life: Life, command: ReturnConclusion, _: Scene) -> Life:
    text(command.reason, "lý do trả lại")
    return replace(life, stage="verifying", conclusion=None)


def approve_conclusion(life: Life, _: ApproveConclusion, scene: Scene) -> Life:
    proposed = life.concluded()
    another_person(scene, proposed.proposed_by, "duyệt kết luận của mình")
    approved = replace(proposed, approved_by=scene.actor.account, approved_at=scene.now)
    return replace(life, stage="acting", conclusion=approved)


OPEN = frozenset({"triage", "verification-requested", "verifying"})
STEPS = [
    Step(Confirm, staged("triage"), DESK, "xác nhận hồ sơ", confirm),
    Step(Dismiss, OPEN, DESK, "loại khỏi diện theo dõi", dismiss),
    Step(Assign, OPEN | {"concluding"}, DESK, "giao đơn vị khác", assign),
    Step(KeepUnit, OPEN | {"concluding"}, DESK, "giữ đơn vị đang có hồ sơ", keep_unit),
    Step(Acknowledge, staged("verification-requested"), UNIT_OR_DESK, "nhận việc xác minh", acknowledge),
    Step(
        ReportFinding,
        staged("verification-requested", "verifying"),
        UNIT_OR_DESK,
        "ghi kết quả xác minh",
        report_finding,
    ),
    Step(ProposeConclusion, staged("verifying"), UNIT_OR_DESK, "đề xuất kết luận", propose_conclusion),
    Step(ReturnConclusion, staged("concluding"), LEADERS, "trả lại kết luận", return_conclusion),
    Step(ApproveConclusion, staged("concluding"), LEADERS, "duyệt kết luận", approve_conclusion),
]
