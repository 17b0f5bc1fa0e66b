"""Which press law a letter stands on. A matter that straddles two laws is for a lawyer to decide, not for a program."""

from datetime import date
from pathlib import Path

from pydantic import Field

from casework.domain.clocks.phrases import day
from casework.domain.clocks.vocabulary import MARK_NAMES, Mark, Medium
from casework.letters.errors import DataUnreadable, LawUndecided, NoRow
from casework.tables import Row, read_table


class Saying(Row):
    """A phrase for the letter; one that is unverified is left out of it."""

    text: str
    mark: Mark
    note: str = ""

    @property
    def sure(self) -> str:
        return "" if self.mark == "U" else self.text


class Place(Row):
    media: list[Medium]
    text: str


class Law(Row):
    id: str
    valid_from: date = Field(alias="from")
    valid_to: date | None = Field(None, alias="to")
    mark: Mark
    law: str
    decree: str
    duty: str
    right: str
    content: str
    place: str
    time: str
    reply_content: str
    refusal: str
    removal: str
    republish: str
    apology: Saying
    spokesperson: Saying
    places: list[Place]

    def covers(self, value: date) -> bool:
        return self.valid_from <= value and (self.valid_to is None or value <= self.valid_to)

    def within(self, value: date) -> date:
        """The nearest day on which the law holds: its clock rows are found by that day."""
        return min(max(value, self.valid_from), self.valid_to or date.max)

    def place_for(self, medium: str) -> str:
        """Raises NoRow: not every law knows every medium."""
        for place in self.places:
            if medium in place.media:
                return place.text
        raise NoRow(
            f"{self.law} không có quy định vị trí cải chính cho loại hình “{medium}”. Kiểm tra trường outlet › medium; "
            f"nội dung trên mạng xã hội của cá nhân không theo thủ tục cải chính báo chí."
        )


class Laws(Row):
    transition: Saying
    laws: list[Law]

    def choose(self, published: date, received: date, chosen: str | None) -> Law:
        """Raises NoRow for a day without law, LawUndecided when the two days fall under different laws."""
        if chosen is not None:
            return self._named(chosen)
        before, after = self._on(published), self._on(received)
        if before.id != after.id:
            raise LawUndecided(
                f"Tin đăng ngày {day(published)} khi {before.law} có hiệu lực, văn bản đến nơi ngày {day(received)} "
                f"khi {after.law} có hiệu lực. {self.transition.text} ({MARK_NAMES[self.transition.mark]}). "
                f"Xin ý kiến pháp chế rồi chọn ở mục “Luật áp dụng” (trường law): “{before.id}” hoặc “{after.id}”."
            )
        return after

    def _on(self, value: date) -> Law:
        for law in self.laws:
            if law.covers(value):
                return law
        raise NoRow(f"Không có luật báo chí nào trong law.yaml cho ngày {day(value)}. Bổ sung dòng, hoặc sửa ngày.")

    def _named(self, id_: str) -> Law:
        for law in self.laws:
            if law.id == id_:
                return law
        raise NoRow(f"Trường law: không có “{id_}”. Các luật: {', '.join(law.id for law in self.laws)}.")


def load_laws(path: Path | None = None) -> Laws:
    return read_table(Laws, "letters/data/law.yaml", path, DataUnreadable)
