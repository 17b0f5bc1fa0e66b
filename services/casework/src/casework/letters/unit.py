"""Facts of a letter that asks a unit to verify, and of the reminder that follows."""

from typing import Annotated, Literal

from pydantic import Field

from casework.letters.facts import Paper, Sent
from casework.letters.fields import Facts, Line, Moment, Prose


class Publication(Facts):
    outlet: Line
    title: Line
    address: Line
    published_at: Moment
    source: Literal["press", "social"] = "press"


class UnitCase(Paper):
    """`assigned_at` starts the internal clock; `sent` and `asked_at` are the earlier letter, for a reminder."""

    unit: Line
    publications: Annotated[list[Publication], Field(min_length=1, max_length=50)]
    matter: Prose
    questions: Annotated[list[Prose], Field(min_length=1, max_length=30)]
    assigned_at: Moment
    sent: Sent | None = None
    asked_at: Moment | None = None
    copies: list[Line] = Field(default=[], max_length=20)
