"""The facts that every letter needs: who writes, who signs, where it is kept (CASE.json, common part)."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from casework.letters.fields import Abbreviation, Day, Facts, Line
from casework.letters.signer import Signer


class Letterhead(Facts):
    """Names in printed lines: a long name is divided where a person would divide it."""

    parent: list[Line] = Field(default=[], max_length=4)
    body: Annotated[list[Line], Field(min_length=1, max_length=4)]
    abbreviation: Abbreviation
    level: Literal["province", "unit"]
    place: Line
    address: list[Line] = Field(default=[], max_length=4)

    @property
    def name(self) -> str:
        return " ".join(self.body)


class Archive(Facts):
    """Lưu: VT, the unit that drafted it, and how many copies."""

    unit: Abbreviation | None = None
    copies: Annotated[int, Field(ge=1, le=99)] | None = None


class Typist(Facts):
    code: Abbreviation
    copies: Annotated[int, Field(ge=1, le=9_999)]


class Contact(Facts):
    name: Line
    phone: Line
    email: Line


class Sent(Facts):
    """An earlier letter, by what is printed on it."""

    number: Line
    date: Day


class Paper(Facts):
    """Number and date stay empty until the signing step gives them."""

    letterhead: Letterhead
    number: Annotated[int, Field(ge=1)] | None = None
    date: Day | None = None
    signer: Signer
    archive: Archive = Archive()
    contact: Contact
    typist: Typist | None = None
    urgency: Literal["KHẨN", "THƯỢNG KHẨN", "HỎA TỐC"] | None = None
    secrecy: Literal["MẬT", "TỐI MẬT", "TUYỆT MẬT"] | None = None
    circulation: Literal["LƯU HÀNH NỘI BỘ", "XEM XONG TRẢ LẠI"] | None = None

    @model_validator(mode="after")
    def _numbered_with_a_date(self) -> "Paper":
        if self.number is not None and self.date is None:
            raise ValueError("có number thì phải có date: số và ngày được ghi cùng lúc, khi ký")
        return self
