"""What the fields of CASE.json are made of."""

from datetime import date
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

from casework.letters.text import many_lines, one_line

Line = Annotated[str, Field(min_length=1, max_length=500), BeforeValidator(one_line)]
Prose = Annotated[str, Field(min_length=1, max_length=20_000), BeforeValidator(many_lines)]
Abbreviation = Annotated[str, Field(pattern=r"^[^\W\d_][\w&-]{0,19}$"), BeforeValidator(one_line)]
Moment = AwareDatetime
Day = date
"""A field may be called date; the type then needs another name."""


class Facts(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
