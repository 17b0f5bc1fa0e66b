"""How wide a line of Times New Roman is: the decree measures its rules by the text above them.

Advance widths in thousandths of the size (those of every Times-metric font). A letter with marks is as wide as its
base, except those with a horn.
"""

import unicodedata
from string import ascii_lowercase, ascii_uppercase, digits

POINT_MM = 25.4 / 72
SPACE, UNKNOWN = 250, 722

_UPPER = "722 667 667 722 611 556 722 722 333 389 722 611 889 722 722 556 722 667 556 611 722 722 944 722 722 611"
_LOWER = "444 500 444 500 444 333 500 500 278 278 500 278 778 500 500 500 500 333 389 278 500 500 722 500 500 444"
_UPPER_BOLD = "722 667 722 722 667 611 778 778 389 500 778 667 944 722 778 611 778 722 556 667 722 722 1000 722 722 667"
_LOWER_BOLD = "500 556 444 556 444 333 500 556 278 333 556 278 833 556 500 556 556 444 389 333 556 500 722 500 500 444"


def _table(upper: str, lower: str, others: dict[str, int]) -> dict[str, int]:
    letters = zip(ascii_uppercase + ascii_lowercase, map(int, f"{upper} {lower}".split()), strict=True)
    common = dict.fromkeys(digits + "_–", 500) | dict.fromkeys(",. ", SPACE) | dict.fromkeys("()-‘’", 333) | {"Đ": 722}
    return common | {"/": 278, "…": 1000, "—": 1000} | dict(letters) | others


_REGULAR = _table(_UPPER, _LOWER, {"đ": 500, "ơ": 529, "ư": 542, "Ư": 776, ":": 278, ";": 278, "“": 444, "”": 444})
_BOLD = _table(
    _UPPER_BOLD, _LOWER_BOLD, {"đ": 556, "ơ": 554, "ư": 600, "Ư": 796, ":": 333, ";": 333, "“": 500, "”": 500}
)
_HORN = "\u031b"


def width_mm(text: str, size: float, *, bold: bool) -> float:
    table = _BOLD if bold else _REGULAR
    return sum(_advance(letter, table) for letter in unicodedata.normalize("NFC", text)) * size / 1000 * POINT_MM


def _advance(letter: str, table: dict[str, int]) -> int:
    if letter in table:
        return table[letter]
    parts = unicodedata.normalize("NFD", letter)
    base = unicodedata.normalize("NFC", parts[0] + _HORN) if _HORN in parts else parts[0]
    return table.get(base, table.get(parts[0], UNKNOWN))
