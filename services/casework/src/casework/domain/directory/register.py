"""The bodies by id, and who has taken over from whom."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from casework.domain.directory.body import Body
from casework.domain.directory.questions import EndedWithoutSuccessor, UnknownBody


class Register:
    """All bodies at once: there are a few hundred at most."""

    def __init__(self, bodies: Sequence[Body]) -> None:
        self._by_id = {body.id: body for body in bodies}

    def __iter__(self) -> Iterator[Body]:
        return iter(self._by_id.values())

    def on(self, day: date) -> list[Body]:
        return [body for body in self if body.exists_on(day)]

    def body(self, body_id: str) -> Body:
        """Whether or not it still exists. Raises UnknownBody."""
        if found := self._by_id.get(body_id):
            return found
        raise UnknownBody(
            f"Danh bạ không có cơ quan, đơn vị “{body_id}”. "
            "Nhập bổ sung bằng `haichieu bodies import`, rồi xử lý lại (`haichieu parked replay`)."
        )

    def in_office(self, body_id: str, day: date) -> Body:
        """The body itself, or whoever has taken over from it by that day.

        Raises UnknownBody, EndedWithoutSuccessor.
        """
        body = self.body(body_id)
        while body.ended_by(day):
            if not body.successor_id:
                raise EndedWithoutSuccessor(
                    f"“{body.name}” ({body.id}) đã kết thúc ngày {body.valid_to:%d/%m/%Y} mà chưa ghi nơi kế thừa: "
                    f"điền successor_id của dòng {body.id}."
                )
            body = self.body(body.successor_id)
        return body

    def handovers(self, unit_ids: Iterable[str], day: date) -> dict[str, Body]:
        """Of these units, those that have ended by that day, each with the body that goes on with its open cases.

        Raises UnknownBody, EndedWithoutSuccessor.
        """
        holders = {unit_id: self.in_office(unit_id, day) for unit_id in unit_ids}
        return {unit_id: holder for unit_id, holder in holders.items() if holder.id != unit_id}
