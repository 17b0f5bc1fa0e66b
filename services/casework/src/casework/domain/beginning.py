"""A case that the machine opens."""

from datetime import datetime

from casework.domain.asked import Asked
from casework.domain.case import Case, Told
from casework.domain.clockwork import Clockwork
from casework.domain.directory import Body
from casework.domain.sighting import Sighting


def open_case(
    case_id: str, notice_id: str, sighting: Sighting, unit: Body, clockwork: Clockwork, now: datetime
) -> tuple[Case, Told]:
    """A new case for a relevant publication: captured, judged, opened, and its unit to be asked at once."""
    empty = Case(
        id=case_id,
        version=0,
        title=sighting.title,
        topic=sighting.topic,
        urgency=sighting.urgency,
        unit=unit,
        opened_at=now,
        asked=Asked(notice_id),
        clocks=clockwork.opened(now),
        place_names=sighting.place_names,
    )
    case, told = empty.tell(sighting)
    case = case.record("opened", now, sighting.cause, sighting.publication_id, sighting.outlet_name)
    return case.record("notice-requested", now, sighting.cause, sighting.publication_id, unit.name), told
