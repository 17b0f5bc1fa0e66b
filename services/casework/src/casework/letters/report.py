"""Facts of a unit's half-year report: counts that must add up, and its own words."""

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from casework.letters.facts import Paper
from casework.letters.fields import Facts, Line, Moment, Prose

Count = Annotated[int, Field(ge=0, le=1_000_000)]


class Period(Facts):
    first: date
    last: date

    @model_validator(mode="after")
    def _in_order(self) -> "Period":
        if self.last < self.first:
            raise ValueError("last đứng trước first")
        return self


class Topic(Facts):
    name: Line
    count: Count


class Figures(Facts):
    """Cases by conclusion; then what followed from them. What nobody has counted is None and is not printed."""

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
    press_questions: Count | None = None
    press_answers: Count | None = None
    opened: Count | None = None
    carried: Count | None = None
    dismissed: Count | None = None
    remedies_overdue: Count | None = None
    requests_carried: Count | None = None
    partial: Count | None = None
    waiting: Count | None = None
    clocks_met: Count | None = None
    clocks_missed: Count | None = None
    topics: Annotated[list[Topic], Field(max_length=50)] = []

    @model_validator(mode="after")
    def _add_up(self) -> "Figures":
        parts = self.accurate + self.partly + self.inaccurate + self.unverifiable + self.open + (self.dismissed or 0)
        if parts != self.cases:
            raise ValueError(f"cases là {self.cases}, nhưng các kết luận và vụ đang xử lý cộng lại là {parts}")
        pairs = (
            ("verified_in_time", "cases"),
            ("remedies_done", "remedies_planned"),
            ("press_answers", "press_questions"),
        )
        for part, whole in pairs:
            if (getattr(self, part) or 0) > (getattr(self, whole) or 0):
                raise ValueError(f"{part} lớn hơn {whole}")
        answered = self.corrected + self.replies_published + self.refused + self.silent + (self.partial or 0)
        if answered > self.requests_sent + (self.requests_carried or 0):
            raise ValueError("số văn bản đã có kết quả lớn hơn requests_sent và requests_carried")
        return self


class ReportCase(Paper):
    to: Line
    through: Line | None = None
    period: Period
    figures: Figures
    year_before: Figures | None = None
    """Of the same period of the year before."""
    counted_at: Moment | None = None
    """As things stood then."""
    results: Prose
    difficulties: Prose
    proposals: Prose
    copies: list[Line] = Field(default=[], max_length=20)
