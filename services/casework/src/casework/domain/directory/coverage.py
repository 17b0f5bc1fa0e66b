"""Who answers for what must be clear on every day: never two, never nobody."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from casework.domain.directory.body import Body, same
from casework.domain.directory.faults import Fault
from casework.domain.directory.roles import PROVINCIAL, UNIT

EVERYWHERE = "toàn tỉnh"


def overlaps(bodies: Sequence[Body]) -> Iterator[Fault]:
    """Two rows that answer for the same on the same day: nobody would know who is meant."""
    claims: dict[tuple[str, str], list[Body]] = defaultdict(list)
    for body in bodies:
        if body.is_a(PROVINCIAL):
            claims["roles", EVERYWHERE].append(body)
        if body.is_a(UNIT):
            for field, claimed in (("places", body.places), ("sectors", body.sectors)):
                for one in {same(name) for name in claimed}:
                    claims[field, one].append(body)
    for (field, one), holders in sorted(claims.items()):
        for earlier, later in pairwise(sorted(holders, key=lambda body: body.valid_from or date.min)):
            if not earlier.ended_by(start := later.valid_from or date.min):
                problem = f"Cùng phụ trách “{one}” với {earlier.id} từ {_day(start)}."
                cure = f"Đặt valid_to của {earlier.id} trước valid_from của {later.id}, hoặc chỉ để một dòng phụ trách."
                yield Fault("overlap", later.id, field, problem, cure)


def holes(bodies: Sequence[Body]) -> Iterator[Fault]:
    """Who exists changes only on the days when something begins or has ended, so these are the days to look at."""
    turns = {body.valid_from or date.min for body in bodies}
    turns |= {body.valid_to + timedelta(days=1) for body in bodies if body.valid_to}
    still_open = False
    for day in sorted(turns):
        living = [body for body in bodies if body.exists_on(day)]
        hole = bool(living) and not any(body.is_a(PROVINCIAL) for body in living)
        if hole and not still_open:
            problem = f"Từ {_day(day)} không có dòng nào với vai trò “{PROVINCIAL}”."
            cure = "Nối liền ngày của các dòng Liên đoàn Lao động tỉnh."
            yield Fault("hole", living[0].id, "valid_to", problem, cure)
        still_open = hole


def _day(day: date) -> str:
    return "trước đến nay" if day == date.min else f"ngày {day:%d/%m/%Y}"
