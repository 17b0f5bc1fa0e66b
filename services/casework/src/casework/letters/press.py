"""Facts of a letter to an outlet, and of the copies of it to the bodies that must know."""

from typing import Annotated

from pydantic import Field, model_validator

from casework.domain.clocks.vocabulary import Medium
from casework.letters.facts import Paper, Sent
from casework.letters.fields import Day, Facts, Line, Moment, Prose

UNIONS = ("liên đoàn lao động", "tổng liên đoàn lao động", "công đoàn")


class Outlet(Facts):
    name: Line
    owner: Line
    medium: Medium


class Work(Facts):
    """What was published. `channel`: the page or frequency, `issue`: number of a printed paper."""

    title: Line
    section: Line | None = None
    issue: Line | None = None
    url: Line | None = None
    channel: Line | None = None
    published_at: Moment

    @model_validator(mode="after")
    def _findable(self) -> "Work":
        if not (self.url or self.issue or self.channel):
            raise ValueError("cần ít nhất một trong url, issue (số báo), channel (kênh) để tìm lại được tác phẩm")
        return self


class Statement(Facts):
    """`quote` word for word as published, `truth` what was verified."""

    quote: Prose
    truth: Prose


class Conclusion(Facts):
    """The written conclusion of a competent state body: only this makes correction a duty. `reached_outlet_at`: when
    the outlet had it, if before our letter."""

    issuer: Line
    document: Line
    date: Day
    finding: Prose
    reached_outlet_at: Moment | None = None

    @model_validator(mode="after")
    def _of_the_state(self) -> "Conclusion":
        if self.issuer.casefold().startswith(UNIONS):
            raise ValueError(
                "kết luận của công đoàn không phải văn bản của cơ quan nhà nước có thẩm quyền: bỏ trường conclusion, "
                "văn bản sẽ đi theo đường phản hồi thông tin"
            )
        return self


class PressCase(Paper):
    """`received_at`: when the outlet gets the letter (planned or known); the clocks start there. `law`: a lawyer's
    choice where two laws meet. `sent`: number and date of the request, for the copies that follow it. `harmed`: whose
    reputation, rights or interests were harmed, in a person's own words; without them the letter claims no harm."""

    outlet: Outlet
    work: Work
    harmed: Line | None = None
    statements: Annotated[list[Statement], Field(min_length=1, max_length=50)]
    evidence: Annotated[list[Line], Field(min_length=1, max_length=100)]
    conclusion: Conclusion | None = None
    received_at: Moment
    next_issue: Day | None = None
    law: Line | None = None
    copies: Annotated[list[Line], Field(min_length=1, max_length=20)] | None = None
    sent: Sent | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "PressCase":
        if self.received_at < self.work.published_at:
            raise ValueError("received_at (cơ quan báo chí nhận văn bản) đứng trước work › published_at (lúc đăng)")
        return self
