"""Who gets a copy, by date: bodies are renamed and dissolved."""

from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field

from casework.domain.clocks.phrases import day
from casework.domain.clocks.vocabulary import Mark
from casework.letters.errors import DataUnreadable, NoRow
from casework.tables import Row, read_table

Role = Literal["propaganda", "press", "federation"]
ROLES: dict[Role, str] = {
    "propaganda": "cơ quan tuyên giáo của Tỉnh ủy",
    "press": "cơ quan quản lý nhà nước về báo chí ở tỉnh",
    "federation": "Liên đoàn Lao động tỉnh",
}


class Recipient(Row):
    role: Role
    name: str
    own: str = ""
    """How it stands in a letter of its own: nobody sends a copy to himself, but to his standing members."""
    valid_from: date | None = Field(None, alias="from")
    valid_to: date | None = Field(None, alias="to")
    mark: Mark
    note: str = ""

    def covers(self, value: date) -> bool:
        return (self.valid_from or date.min) <= value <= (self.valid_to or date.max)


class Recipients(Row):
    recipients: list[Recipient]

    def on(self, value: date) -> list[Recipient]:
        """One per role, in the order of the instruction. Raises NoRow, which says how to name them by hand."""
        return [self._of(role, value) for role in ROLES]

    def _of(self, role: Role, value: date) -> Recipient:
        for row in self.recipients:
            if row.role == role and row.covers(value):
                return row
        raise NoRow(
            f"Chưa biết tên {ROLES[role]} vào ngày {day(value)} (recipients.yaml không có dòng nào). "
            f"Ghi rõ các nơi nhận vào trường copies của CASE.json, hoặc bổ sung dòng."
        )


def load_recipients(path: Path | None = None) -> Recipients:
    return read_table(Recipients, "letters/data/recipients.yaml", path, DataUnreadable)
