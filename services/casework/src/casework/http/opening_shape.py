"""What somebody must send to open a case by hand."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, Field
from pydantic.networks import AnyHttpUrl

from casework.domain.life.guards import LONGEST_TEXT
from casework.domain.life.stages import Level
from casework.domain.opening import Opening, Source, Urgency
from casework.http.api.session_shapes import Given
from casework.http.order_shapes import Id, Line

LONGEST_ADDRESS, MOST_PLACES = 2_000, 20
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
Topic = Literal[
    "wage",
    "social_insurance",
    "accident",
    "working_conditions",
    "employment",
    "housing",
    "strike",
    "misconduct",
    "welfare",
    "policy",
    "union_org",
    "union_activity",
    "emulation",
    "other",
]


def _address(text: str) -> str:
    try:
        AnyHttpUrl(text)
    except ValueError as error:
        raise ValueError("Phải là một địa chỉ http:// hoặc https://; không có thì bỏ trống.") from error
    return text


def _of_our_days(moment: datetime) -> datetime:
    """Events carry no older time, and a deadline could not be reckoned from it."""
    if moment < EARLIEST:
        raise ValueError(f"Phải từ {EARLIEST:%d/%m/%Y} trở đi.")
    return moment


class NewCase(Given):
    """What no feed brought. Without `unit_id` the places propose it; `reason`: how it came to us."""

    title: Annotated[str, Field(min_length=1, max_length=300)]
    says: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
    outlet_name: Annotated[str, Field(min_length=1, max_length=300)]
    medium: Source
    address: Annotated[str, Field(max_length=LONGEST_ADDRESS), AfterValidator(_address)] | None = None
    published_at: Annotated[AwareDatetime, AfterValidator(_of_our_days)] | None = None
    places: Annotated[tuple[Line, ...], Field(max_length=MOST_PLACES)] = ()
    unit_id: Id | None = None
    topic: Topic = "other"
    urgency: Urgency = "normal"
    level: Level = "normal"
    reason: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""

    def opening(self) -> Opening:
        given: dict[str, Any] = self.model_dump(exclude_none=True)
        return Opening(**given)
