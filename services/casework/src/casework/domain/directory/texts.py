"""Words, ids and lists in one cell of the table of bodies. Every refusal says what to write instead."""

import re
import unicodedata
from typing import NoReturn

BETWEEN = "|"
"""Between several values in one cell: neither comma nor semicolon, which spreadsheets use between the cells."""
CODE_DIGITS = 5
"""Of a commune's code."""


class Unfit(Exception):
    """This cannot stand here."""

    def __init__(self, problem: str, cure: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.cure = cure


def tidy(text: str, longest: int = 500) -> str:
    """One line, accents composed, no spaces around it."""
    clean = unicodedata.normalize("NFC", text).strip()
    if any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") for character in clean):
        raise Unfit("Có ký tự điều khiển hoặc xuống dòng.", "Gõ lại giá trị trên một dòng.")
    if len(clean) > longest:
        raise Unfit(f"Dài {len(clean)} ký tự.", f"Rút ngắn còn {longest} ký tự.")
    return clean


def name(text: str) -> str:
    return tidy(text, 200) or missing()


def slug(text: str) -> str:
    return reference(text) or missing()


def reference(text: str) -> str:
    clean = tidy(text)
    if clean and not re.fullmatch(r"[a-z0-9](-?[a-z0-9]){1,59}", clean):
        raise Unfit(f"“{clean}” không phải mã.", "Dùng chữ thường không dấu, chữ số và gạch nối, ví dụ cd-sa-pa.")
    return clean


def several(text: str) -> frozenset[str]:
    parts = (part.strip() for part in tidy(text, 10_000).split(BETWEEN))
    return frozenset(part for part in parts if part)


def places(text: str) -> frozenset[str]:
    """Spreadsheets take 02680 for a number and write 2680: the zero comes back."""
    return frozenset(place.zfill(CODE_DIGITS) if re.fullmatch("[0-9]+", place) else place for place in several(text))


def missing() -> NoReturn:
    raise Unfit("Ô này không được để trống.", "Điền giá trị.")
