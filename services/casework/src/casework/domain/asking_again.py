"""A person's step gives a unit the work: it is told, as it was when the case was opened."""

from collections.abc import Mapping
from dataclasses import replace

from casework.domain.asked import Asked
from casework.domain.case import Case, Order
from casework.domain.life import commands as c
from casework.domain.reminders.vocabulary import HANDOVER

WHY: Mapping[type[c.Command], str] = {
    c.Confirm: "Hồ sơ đã được xác nhận thuộc phạm vi theo dõi; đề nghị đơn vị xác minh",
    c.Assign: "Hồ sơ được giao cho đơn vị xác minh, thay cho {before}",
    c.ReturnConclusion: "Đề xuất kết luận được trả lại để xác minh thêm; lý do ghi trong hồ sơ",
    c.Reopen: "Hồ sơ được mở lại để xác minh tiếp; lý do ghi trong hồ sơ",
    c.Unmerge: "Hồ sơ được tách lại để xác minh riêng",
}
"""Steps after which a unit has something to verify. The reason that a person gave stays in the case."""
VERIFIED_AT = ("verification-requested", "verifying")


def asked_again(case: Case, before: Case, order: Order, notice_id: str) -> Case:
    """`case` after the order, `before` it; unchanged when the order gives nobody anything to verify. The notice leaves
    in the transaction that saves this."""
    if (why := WHY.get(type(order.command))) is None or case.life.stage not in VERIFIED_AT:
        return case
    unit, remark = case.unit, why.format(before=before.unit.name)
    if not unit.address:
        return case.record("handover-unaddressed", order.at, order.cause, None, f"{unit.name}: {remark}")
    notice = Asked(notice_id, kind=HANDOVER, to=unit.name, title=remark, asked_at=order.at)
    told = replace(case, notices=(*case.notices, notice))
    return told.record("notice-requested", order.at, order.cause, None, f"{unit.name}: {remark}")
