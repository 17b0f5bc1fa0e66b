"""The request to an outlet, filled in from the request, its publication and the approved conclusion."""

from typing import Any

from casework.correspondence.copies import copies_of
from casework.correspondence.matter import Matter
from casework.correspondence.own import CorrectionOwn
from casework.correspondence.quoting import unfounded
from casework.correspondence.refusals import CannotWrite
from casework.domain.case import Told
from casework.domain.clocks.sureness import sureness
from casework.domain.directory import OUTLET, Body
from casework.domain.directory.body import same
from casework.domain.life.parts import Conclusion, Request

OF_THE_WORK = ("section", "issue", "channel")
"""What only a reader of the publication knows."""


def correction_part(own: CorrectionOwn, matter: Matter) -> dict[str, Any]:
    """Raises CannotWrite; Missing for a request that the case does not have."""
    request = _open_request(own, matter)
    conclusion = _approved(matter)
    told = _publication(request, matter)
    outlet = _outlet(told, matter)
    return {
        "outlet": {
            "name": outlet.name if outlet else told.outlet_name,
            "owner": own.owner or _owner(outlet, told, matter),
            "medium": request.medium,
        },
        "work": _work(own, told),
        "harmed": own.harmed,
        "statements": _statements(own, told, conclusion, matter),
        "evidence": _evidence(own, matter),
        "conclusion": _ground(own, request, conclusion),
        "received_at": (own.planned_receipt or matter.now).isoformat(),
        "next_issue": own.next_issue.isoformat() if own.next_issue else None,
        "law": own.law,
        "copies": copies_of(own, matter),
    }


def _open_request(own: CorrectionOwn, matter: Matter) -> Request:
    life = matter.case.life
    request = life.request(own.request_id)
    if life.stage != "acting" or request.state != "drafted":
        raise CannotWrite(
            f"Yêu cầu “{request.id}” đã gửi, đã rút hoặc hồ sơ không còn ở bước xử lý nên không soạn văn bản mới được. "
            "Lập một yêu cầu khác trong hồ sơ rồi soạn."
        )
    return request


def _approved(matter: Matter) -> Conclusion:
    conclusion = matter.case.life.concluded()
    if conclusion.approved_by is None:
        raise CannotWrite("Kết luận chưa được duyệt nên chưa dùng để viết cho báo được. Duyệt kết luận trước.")
    return conclusion


def _publication(request: Request, matter: Matter) -> Told:
    for told in matter.publications:
        if told.publication_id == request.publication_id:
            return told
    raise CannotWrite("Bài của yêu cầu này không còn trong hồ sơ. Tách lại hồ sơ đã nhập, hoặc lập yêu cầu khác.")


def _owner(outlet: Body | None, told: Told, matter: Matter) -> str:
    """Who stands above the outlet on that day: the first rung of an escalation."""
    owner = matter.directory.escalation_of(outlet.id, matter.day)[0].body if outlet else None
    if owner is None:
        raise CannotWrite(
            f"Danh bạ chưa biết cơ quan chủ quản của “{told.outlet_name}”. "
            "Ghi mục “Cơ quan chủ quản của báo”, hoặc bổ sung vào danh bạ.",
            "owner",
        )
    if owner.mark != "V":
        matter.note(f"Cơ quan chủ quản của {told.outlet_name}: {owner.name} ({sureness(owner.mark)}).")
    return owner.name


def _outlet(told: Told, matter: Matter) -> Body | None:
    """By the directory's own id where the list of sources uses it, else by name."""
    outlets = [body for body in matter.directory.on(matter.day) if body.is_a(OUTLET)]
    by_id = (body for body in outlets if body.id == told.outlet_id)
    by_name = (body for body in outlets if same(body.name) == same(told.outlet_name))
    return next(by_id, None) or next(by_name, None)


def _work(own: CorrectionOwn, told: Told) -> dict[str, Any]:
    published = told.published_at or own.published_at
    if published is None:
        raise CannotWrite("Không thu được giờ đăng của bài. Xem trên bài báo rồi ghi mục “Đăng lúc”.", "published_at")
    work = {name: getattr(own, name) for name in OF_THE_WORK}
    return work | {"title": told.title, "url": told.address, "published_at": published.isoformat()}


def _statements(own: CorrectionOwn, told: Told, conclusion: Conclusion, matter: Matter) -> list[dict[str, str]]:
    if own.statements:
        for words in unfounded(own.statements, told, matter.lead):
            matter.note(words)
        return [one.model_dump() for one in own.statements]
    matter.note("Câu trích đang là tên bài. Thay bằng đúng từng chữ những câu sai, mỗi câu một kết quả xác minh.")
    return [{"quote": told.title, "truth": conclusion.summary}]


def _evidence(own: CorrectionOwn, matter: Matter) -> list[str]:
    if own.evidence:
        return list(own.evidence)
    found = dict.fromkeys(item for finding in matter.case.life.findings for item in finding.evidence)
    if not found:
        raise CannotWrite("Kết quả xác minh không ghi tài liệu chứng minh nào. Ghi mục “Tài liệu gửi kèm”.", "evidence")
    matter.note("Tài liệu gửi kèm lấy từ các kết quả xác minh. Kiểm tra: chỉ gửi ra ngoài những gì được phép.")
    return list(found)


def _ground(own: CorrectionOwn, request: Request, conclusion: Conclusion) -> dict[str, Any] | None:
    """Cải chính stands on the written conclusion of a competent body, phản hồi on nothing but the right to it."""
    if request.track == "reply":
        if own.conclusion:
            raise CannotWrite(
                "Yêu cầu này đi theo đường phản hồi, không dẫn kết luận của cơ quan có thẩm quyền: "
                "bỏ mục “Văn bản kết luận của cơ quan có thẩm quyền”, hoặc lập yêu cầu cải chính.",
                "conclusion",
            )
        return None
    if own.conclusion is None:
        raise CannotWrite(
            f"Yêu cầu cải chính phải dẫn kết luận bằng văn bản của {conclusion.competent_body}: "
            "ghi số, ký hiệu và ngày của văn bản kết luận ấy.",
            "conclusion",
        )
    given = own.conclusion.model_dump(mode="json")
    finding = given["finding"] or conclusion.summary
    return given | {"issuer": conclusion.competent_body, "finding": finding}
