"""A case that a person opens, about something that no feed brought: a call, a page on paper, a screenshot."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from casework.domain.asked import Asked
from casework.domain.case import Case, Order, Told
from casework.domain.clocks.vocabulary import Medium
from casework.domain.clockwork import Clockwork
from casework.domain.life.commands import Command
from casework.domain.life.guards import Scene, may, names, text
from casework.domain.life.life import Life
from casework.domain.life.refusals import Missing, NotYours
from casework.domain.life.stages import Level
from casework.domain.life.verifying import DESK
from casework.domain.parting import NewCase

Source = Literal[Medium, "phone", "in_person", "other"]
Urgency = Literal["low", "normal", "high"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening(Command):
    """`places`: codes of communes or names as people write them; without `unit_id` they propose the unit.

    `reason`: how it came to us.
    """

    KIND = "opened"
    title: str
    says: str
    outlet_name: str
    medium: Source
    address: str = ""
    published_at: datetime | None = None
    places: tuple[str, ...] = ()
    unit_id: str = ""
    topic: str = "other"
    urgency: Urgency = "normal"
    level: Level = "normal"


def open_by_hand(
    order: Order, opening: Opening, publication_id: str, new: NewCase, clockwork: Clockwork
) -> tuple[Case, Told]:
    """As the machine opens one: its clock runs and its unit is asked at once. Raises Refused."""
    may(Scene(order.actor, order.at, new.unit.id), DESK, "lập hồ sơ")
    if opening.published_at and opening.published_at > order.at:
        raise Missing("Thời điểm đăng không thể ở tương lai. Kiểm tra lại ngày giờ.")
    case = Case(
        id=new.id,
        version=0,
        title=text(opening.title, "tiêu đề"),
        topic=opening.topic,
        urgency=opening.urgency,
        unit=new.unit,
        opened_at=order.at,
        asked=Asked(new.notice_id),
        life=Life("verification-requested", level=opening.level),
        clocks=clockwork.opened(order.at),
        told_count=1,
        place_names=names(opening.places),
    )
    if not order.sees(case):
        raise NotYours(
            "Anh/chị không được xem hồ sơ ở mức bảo mật này nên không thể lập. Chọn mức thấp hơn, hoặc nhờ lãnh đạo."
        )
    told = _told(order, opening, publication_id, case)
    case = case.done_by(order, opening.KIND, told.outlet_name, publication_id)
    return case.done_by(order, "notice-requested", new.unit.name, publication_id), told


def _told(order: Order, opening: Opening, publication_id: str, case: Case) -> Told:
    return Told(
        publication_id=publication_id,
        case_id=case.id,
        number=1,
        outlet_name=text(opening.outlet_name, "tên cơ quan báo chí hoặc nguồn tin"),
        address=opening.address,
        title=case.title,
        published_at=opening.published_at,
        captured_at=order.at,
        medium=opening.medium,
        says=text(opening.says, "nội dung"),
    )
