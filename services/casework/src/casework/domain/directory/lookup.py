"""Who answers for what, and who is told, on a day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casework.domain.directory.body import Body, same
from casework.domain.directory.questions import NoOversightBody, NoProvincialBody, NotAnOutlet, UnknownUnit
from casework.domain.directory.register import Register
from casework.domain.directory.roles import MINISTRY, OUTLET, OVERSIGHT, OWNER, PROVINCIAL, REGULATOR, UNIT


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of an escalation. Without a body: the directory does not know who it is."""

    role: str
    body: Body | None


class Directory(Register):
    """What is asked of the bodies. `sound` makes one that keeps the rules."""

    def responsible(self, places: Sequence[str], day: date, sectors: Sequence[str] = ()) -> Body:
        """The unit of the first sector that has one (an industrial park is its own, wherever it lies), else that of the
        first place, else the provincial federation itself. Raises NoProvincialBody."""
        units = self._with_role(UNIT, day)
        for sector in map(same, sectors):
            for unit in units:
                if sector in map(same, unit.sectors):
                    return unit
        found = (self.of_place(place, day) for place in places)
        return next(filter(None, found), None) or self.provincial(day)

    def of_place(self, place: str, day: date) -> Body | None:
        """The unit whose own this commune (by its code) or district of before 01/07/2025 (by its name) is."""
        wanted = same(place)
        return next((unit for unit in self._with_role(UNIT, day) if wanted in map(same, unit.places)), None)

    def of_sectors_in(self, text: str, day: date) -> list[tuple[Body, str]]:
        """The units of the sectors that a text names, each with the sector."""
        told = same(text)
        named = [(unit, one) for unit in self._with_role(UNIT, day) for one in sorted(unit.sectors)]
        return [(unit, one) for unit, one in named if re.search(rf"(?<!\w){re.escape(same(one))}(?!\w)", told)]

    def unit(self, body_id: str, day: date) -> Body:
        """A unit, or the provincial federation itself, that a case can be given to on that day. Raises UnknownUnit."""
        for body in self:
            if body.id == body_id and (body.is_a(UNIT) or body.is_a(PROVINCIAL)) and body.exists_on(day):
                return body
        raise UnknownUnit(
            f"Không có đơn vị “{body_id}” vào ngày {day:%d/%m/%Y}. Chọn trong danh bạ, hoặc bổ sung đơn vị vào danh bạ."
        )

    def provincial(self, day: date) -> Body:
        for body in self._with_role(PROVINCIAL, day):
            return body
        raise NoProvincialBody(
            f"Danh bạ không có Liên đoàn Lao động tỉnh cho ngày {day:%d/%m/%Y}: "
            f"thêm dòng có vai trò “{PROVINCIAL}” cho ngày đó."
        )

    def desks(self, role: str, day: date) -> list[Body]:
        """The mailboxes of the federation's press watch or of its leaders; the federation's own where they have none.

        Raises NoProvincialBody.
        """
        return self._with_role(role, day) or [self.provincial(day)]

    def recipients_of_copies(self, day: date) -> list[Body]:
        """Who gets a copy of a request for correction: the Party's propaganda board, the regulator, the federation.

        Raises NoOversightBody when only the federation itself would.
        """
        found = self._with_role(OVERSIGHT, day)
        if all(body.is_a(PROVINCIAL) for body in found):
            raise NoOversightBody(
                f"Danh bạ không có cơ quan nào nhận bản sao văn bản ngày {day:%d/%m/%Y}: "
                f"thêm dòng có vai trò “{OVERSIGHT}” cho ngày đó."
            )
        return sorted(found, key=lambda body: (body.is_a(PROVINCIAL), body.is_a(REGULATOR), body.id))

    def escalation_of(self, outlet_id: str, day: date) -> list[Rung]:
        """Owner, regulator in the province, ministry. Beyond it there is only the court, which is no body of ours.

        Raises UnknownBody, NotAnOutlet, EndedWithoutSuccessor.
        """
        outlet = self.in_office(outlet_id, day)
        if not outlet.is_a(OUTLET):
            raise NotAnOutlet(
                f"“{outlet.name}” ({outlet.id}) không phải cơ quan báo chí: chọn dòng có vai trò “{OUTLET}”."
            )
        owner = self.in_office(outlet.owner_id, day) if outlet.owner_id else None
        above = [rung for role in (REGULATOR, MINISTRY) for rung in self._rungs(role, day)]
        return [Rung(OWNER, owner), *above]

    def _rungs(self, role: str, day: date) -> list[Rung]:
        return [Rung(role, body) for body in self._with_role(role, day)] or [Rung(role, None)]

    def _with_role(self, role: str, day: date) -> list[Body]:
        return [body for body in self if body.is_a(role) and body.exists_on(day)]
