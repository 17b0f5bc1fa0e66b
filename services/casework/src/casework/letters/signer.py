"""Who signs, for whom, and how that is written above the name (Nghị định 30/2020, Phụ lục I, II.7b)."""

from typing import Annotated, Literal

from pydantic import AfterValidator, model_validator

from casework.letters.fields import Facts, Line

TITLES = ("TS.", "ThS.", "PGS.", "GS.", "Ông ", "Bà ", "Đ/c ", "Đồng chí ", "Kỹ sư ", "Luật sư ", "Bác sĩ ")


def _plain_name(value: str) -> str:
    if value.casefold().startswith(tuple(title.casefold() for title in TITLES)):
        raise ValueError("chỉ ghi họ và tên, không ghi học hàm, học vị, danh xưng trước tên người ký")
    return value


class Signer(Facts):
    """`on_behalf_of`: TM. of a collective; `stands_for`: the head for whom one signs, in the capacity KT., TL., TUQ."""

    on_behalf_of: Line | None = None
    capacity: Literal["KT.", "TL.", "TUQ.", "Q."] | None = None
    stands_for: Line | None = None
    post: Line
    name: Annotated[Line, AfterValidator(_plain_name)]

    @model_validator(mode="after")
    def _said_for_whom(self) -> "Signer":
        if (self.capacity in ("KT.", "TL.", "TUQ.")) != (self.stands_for is not None):
            raise ValueError("hình thức ký KT., TL., TUQ. (capacity) và “Ký cho ai” (stands_for) đi cùng nhau")
        if self.deputy_without_kt and self.on_behalf_of is None:
            raise ValueError(
                "cấp phó ký thay: ghi hình thức “KT.” (capacity) và stands_for, hoặc “Thay mặt” (on_behalf_of)"
            )
        return self

    @property
    def deputy_without_kt(self) -> bool:
        return self.capacity is None and self.post.casefold().startswith("phó")

    def lines(self) -> list[str]:
        first = [f"TM. {self.on_behalf_of}"] if self.on_behalf_of else []
        if self.capacity == "Q.":
            return [*(line.upper() for line in first), f"Q. {self.post}".upper()]
        standing = [f"{self.capacity} {self.stands_for}"] if self.stands_for else []
        return [line.upper() for line in (*first, *standing, self.post)]
