"""Dates, addresses and fixed words in one cell of the table of bodies. Every refusal says what to write instead."""

import re
from datetime import date
from typing import get_args

from casework.domain.clocks.vocabulary import MEDIA, Mark
from casework.domain.directory.roles import ROLES
from casework.domain.directory.texts import BETWEEN, Unfit, missing, tidy

MARKS = get_args(Mark)
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2199, 12, 31)
"""What an event can carry."""


def roles(text: str) -> tuple[str, ...]:
    parts = tuple(dict.fromkeys(part.strip() for part in tidy(text).split(BETWEEN) if part.strip()))
    if strangers := [part for part in parts if part not in ROLES]:
        raise Unfit(f"Không có vai trò “{strangers[0]}”.", f"Chọn trong: {', '.join(ROLES)}.")
    return parts or missing()


def email(text: str) -> str:
    clean = tidy(text, 254)
    if clean and not re.fullmatch(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", clean):
        raise Unfit(f"“{clean}” không phải địa chỉ thư điện tử.", "Ghi một địa chỉ dạng van-thu@don-vi.vn.")
    return clean


def web(text: str) -> str:
    clean = tidy(text)
    if clean and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", clean):
        raise Unfit(f"“{clean}” không phải địa chỉ trang mạng.", "Ghi đủ, bắt đầu bằng https:// hoặc http://.")
    return clean


def day(text: str) -> date | None:
    clean = tidy(text)
    if not clean:
        return None
    cure = "Ghi năm-tháng-ngày, ví dụ 2025-07-01."
    try:
        value = date.fromisoformat(clean if re.fullmatch(r"\d{4}-\d\d-\d\d", clean) else "")
    except ValueError:
        raise Unfit(f"“{clean}” không phải ngày.", cure) from None
    if not FIRST_DAY <= value <= LAST_DAY:
        raise Unfit(f"Ngày {clean} nằm ngoài {FIRST_DAY.year}–{LAST_DAY.year}.", cure)
    return value


def mark(text: str) -> str:
    return dates_mark(text) or missing()


def dates_mark(text: str) -> str:
    return _one_of(text, MARKS)


def medium(text: str) -> str:
    return _one_of(text, sorted(MEDIA))


def _one_of(text: str, known: tuple[str, ...] | list[str]) -> str:
    clean = tidy(text)
    if clean and clean not in known:
        raise Unfit(f"Không có giá trị “{clean}”.", f"Chọn trong: {', '.join(known)}.")
    return clean
