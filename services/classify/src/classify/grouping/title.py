"""What the titles of a column betray: the same words every day, with another date or number in them."""

import re
from typing import NamedTuple

from classify.grouping.words import codes_of, runs

COLUMN_WORDS = 2
"""Words before the day from which two titles belong to one column ("Giá vàng hôm nay 15/11: …")."""
UNTITLED_WORDS = 12
"""What a post without a title begins with stands for one."""
MOST_WORDS, MOST_DAYS = 60, 12
"""Of a title that count; the longest of a year's three papers has 38 words."""

_DAY = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})(?![\d%])")
_NUMBER = re.compile(r"\d")


class Title(NamedTuple):
    """Numbers stand for words; 0 where there are none."""

    masked: int
    """The title with every number left out."""
    numbers: int
    column: int
    """The words before the first day that it names."""
    days: tuple[int, ...]


NO_TITLE = Title(0, 0, 0, ())


def title_of(title: str, words: list[str]) -> Title:
    """Takes the title as it was typed, for its dates, and its folded words."""
    words = words[: MOST_WORDS if title.strip() else UNTITLED_WORDS]
    numbers = [word for word in words if _NUMBER.search(word)]
    if not numbers:
        return NO_TITLE
    masked = ["0" if _NUMBER.search(word) else word for word in words]
    days = tuple(sorted({int(day) * 100 + int(month) for day, month in _DAY.findall(title)}))[:MOST_DAYS]
    before = masked[: masked.index("0")]
    column = _one(before) if days and len(before) >= COLUMN_WORDS else 0
    return Title(_one(masked), _one(numbers), column, days)


def same_column(one: Title, other: Title) -> bool:
    """Whether the two titles are of one template, filled in differently: neither copies nor one story."""
    if not one.masked or not other.masked:
        return False
    if one.masked == other.masked and one.numbers != other.numbers:
        return True
    return bool(one.column and one.column == other.column and not set(one.days) & set(other.days))


def _one(words: list[str]) -> int:
    return int(runs(codes_of(words), len(words))[0]) if words else 0
