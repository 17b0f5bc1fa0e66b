"""Facts of a unit's half-year report: counts that must add up, and its own words."""

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from casework.letters.facts import Paper
from casework.letters.fields import Facts, Line, Prose

Count = Annotated[int, Field(ge=0, le=1_000_000)]


class Period(Facts):
    first: date
    last: date

    @model_validator(mode="after")
    def _in_order(self) -> "Period":
        if self.last < self.first:
            raise ValueError("last đứng trước first")
        return self


class Figures(Facts):
    """Cases by conclusion; then what followed from them."""

    publications: Count
    cases: Count
    accurate: Count
    partly: Count
    inaccurate: Count
    unverifiable: Count
    open: Count
    verified_in_time: Count
    remedies_planned: Count
    remedies_done: Count
    requests_sent: Count
    corrected: Count
    replies_published: Count
    refused: Count
    silent: Count
    press_questions: Count
    press_answers: Count

    @model_validator(mode="after")
    def _add_up(self) -> "Figures":
        parts = self.accurate + self.partly + self.inaccurate + self.unverifiable + self.open
        if parts != self.cases:
            raise ValueError(f"cases là {self.cases}, nhưng các kết luận và vụ đang xử lý cộng lại là {parts}")
        pairs = (
            ("verified_in_time", "cases"),
            ("remedies_done", "remedies_planned"),
            ("press_answers", "press_questions"),
        )
        for part, whole in pairs:
            if getattr(self, part) > getattr(self, whole):
                raise ValueError(f"{part} lớn hơn {whole}")
        if self.corrected + self.replies_published + self.refused + self.silent > self.requests_sent:
            raise ValueError("số văn bản đã có kết quả lớn hơn requests_sent")
        return self


class ReportCase(Paper):
    to: Line
    through: Line | None = None
    period: Period
    figures: Figures
    results: Prose
    difficulties: Prose
    proposals: Prose
    copies: list[Line] = Field(default=[], max_length=20)
