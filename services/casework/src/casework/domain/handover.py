"""An open case whose unit has ended: whoever has taken over from it goes on with the case."""

from dataclasses import replace
from datetime import date, datetime

from casework.domain.asked import Asked
from casework.domain.case import Case
from casework.domain.directory import Directory, EndedWithoutSuccessor, UnknownBody
from casework.domain.reminders.vocabulary import HANDOVER
from shared.cause import Cause


def handed_over(case: Case, directory: Directory, day: date, notice_id: str, now: datetime) -> Case:
    """With the successor as its unit, or with the fact that there is none; unchanged while the unit exists.

    Clocks go on as they were: what was due stays due. The notice leaves in the transaction that saves this.
    """
    cause = Cause(case.id, None, None)
    try:
        heir = directory.in_office(case.unit.id, day)
    except (EndedWithoutSuccessor, UnknownBody) as error:
        return replace(case, unit_ended=True).record("unit-ended", now, cause, None, str(error))
    if heir.id == case.unit.id:
        return case
    note = f"{case.unit.name} ({case.unit.id}) đã kết thúc; {heir.name} ({heir.id}) tiếp tục, thời hạn giữ nguyên"
    # Whether that unit was the right one is still to be said, if it was not certain.
    given = replace(case, unit=heir, unit_ended=False)
    if not heir.address:
        return given.record("unit-handed-over", now, cause, None, f"{note}; danh bạ chưa có địa chỉ để báo")
    notice = Asked(notice_id, kind=HANDOVER, to=heir.name, title=note, asked_at=now)
    return replace(given, notices=(*given.notices, notice)).record("unit-handed-over", now, cause, None, note)
