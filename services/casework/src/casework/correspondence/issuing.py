"""Who sends letters, under which letterhead and in which register (data/issuing.yaml)."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from casework.correspondence.refusals import CannotWrite
from casework.domain.clocks.vocabulary import Mark
from casework.letters.errors import DataUnreadable
from casework.letters.facts import Letterhead
from casework.letters.fields import Line
from casework.letters.register import SERIES_LENGTH
from casework.tables import Row, read_table


class Issuer(Row):
    """`series` names its register of numbers: two issuers with one abbreviation must not share it."""

    id: str
    series: Annotated[str, Field(min_length=1, max_length=SERIES_LENGTH, pattern=r"^[^:\s]+$")]
    letterhead: Letterhead
    phone: str = ""
    email: str = ""
    mark: Mark
    note: str = ""


class Issuing(Row):
    issuers: Annotated[list[Issuer], Field(min_length=1)]
    questions: Annotated[list[Line], Field(min_length=1)]

    def issuer(self, id_: str | None) -> Issuer:
        """The first one unless another is named. Raises CannotWrite."""
        for issuer in self.issuers:
            if id_ in (None, issuer.id):
                return issuer
        named = ", ".join(one.id for one in self.issuers)
        raise CannotWrite(f"Không có nơi ban hành “{id_}”. Chọn một trong: {named}, hoặc bổ sung vào issuing.yaml.")


def load_issuing(path: Path | None = None) -> Issuing:
    """Raises DataUnreadable."""
    return read_table(Issuing, "letters/data/issuing.yaml", path, DataUnreadable)
