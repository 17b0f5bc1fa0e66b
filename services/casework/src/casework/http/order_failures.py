"""How a refused command is answered: a status, a stable word for programs, a title for people."""

from collections.abc import Mapping

from casework.domain.clocks.calendar import OutsideCalendar
from casework.domain.directory import UnknownUnit
from casework.domain.life import refusals as r

ORDER_STATUS: Mapping[type[Exception], tuple[int, str, str]] = {
    r.WrongStage: (409, "wrong-stage", "Chưa làm được ở bước này"),
    r.StillOpen: (409, "still-open", "Còn việc chưa xong"),
    r.TooMany: (409, "too-many-parts", "Hồ sơ đã đầy"),
    r.NotYours: (403, "not-yours", "Việc của người khác"),
    r.SamePerson: (403, "same-person", "Cần một người khác"),
    r.Missing: (422, "missing", "Thiếu thông tin"),
    r.Stale: (412, "stale-version", "Nội dung đã thay đổi"),
    UnknownUnit: (422, "unknown-unit", "Không có đơn vị này"),
    OutsideCalendar: (422, "outside-calendar", "Ngày ngoài lịch"),
}
REFUSALS: tuple[type[Exception], ...] = tuple(ORDER_STATUS)
