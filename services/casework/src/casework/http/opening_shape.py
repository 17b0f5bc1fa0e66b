"""What somebody must send to open a case by hand."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, Field
from pydantic.networks import AnyHttpUrl

from casework.domain.life.guards import LONGEST_TEXT
from casework.domain.life.stages import Level
from casework.domain.opening import Opening, Source, Urgency
from casework.http.api.session_shapes import Given
from casework.http.order_shapes import Id, Line

LONGEST_ADDRESS, MOST_PLACES = 2_000, 20
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


class NewCase(Given):
    """What no feed brought. Without `unit_id` the places propose it; `reason`: how it came to us."""

    title: Annotated[str, Field(min_length=1, max_length=300)]
    says: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
    outlet_name: Annotated[str, Field(min_length=1, max_length=300)]
    medium: Source
    address: Annotated[str, Field(max_length=LONGEST_ADDRESS), AfterValidator(_address)] | None = None
    published_at: AwareDatetime | None = None
    places: Annotated[tuple[Line, ...], Field(max_length=MOST_PLACES)] = ()
    unit_id: Id | None = None
    topic: Topic = "other"
    urgency: Urgency = "normal"
    level: Level = "normal"
    reason: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""

    def opening(self) -> Opening:
        given: dict[str, Any] = self.model_dump(exclude_none=True)
        return Opening(**given)
