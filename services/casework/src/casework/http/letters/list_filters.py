"""The filters of the list of letters, as they stand in an address."""

from collections.abc import Mapping, Sequence
from typing import Any, cast
from urllib.parse import urlencode

from casework.correspondence.filed import KIND_TITLES
from casework.http.case_filters import Choice
from casework.http.navigation import LETTERS
from casework.http.order_choices import Option
from casework.letters.kinds import Kind
from casework.letters.steps import STATES, State
from casework.store.letter_list import Asked, Due

LONGEST = 100
KINDS: Sequence[Option] = list(KIND_TITLES.items())
STATE_OPTIONS: Sequence[Option] = [(code, name[0].upper() + name[1:]) for code, name in STATES.items()]
DUES: Sequence[Option] = [
    ("overdue", "Đã quá hạn"),
    ("soon", "Còn không quá 3 ngày"),
    ("later", "Còn trên 3 ngày"),
    ("none", "Không có hạn đang tính"),
]
_FIXED: Mapping[str, Sequence[Option]] = {"loai": KINDS, "trang-thai": STATE_OPTIONS, "han": DUES}


def asked_of(query: Mapping[str, str]) -> Asked:
    """What an address asks for; a word that is no choice is none."""
    known = {name: query[name] for name, options in _FIXED.items() if query.get(name) in dict(options)}
    return Asked(
        cast(State | None, known.get("trang-thai")),
        cast(Kind | None, known.get("loai")),
        query.get("noi-nhan", "").strip()[:LONGEST],
        query.get("so", "").strip()[:LONGEST],
        cast(Due | None, known.get("han")),
    )


def choices_of(asked: Asked) -> list[Choice]:
    return [
        Choice("loai", "Loại", KINDS, asked.kind or ""),
        Choice("trang-thai", "Tình trạng", STATE_OPTIONS, asked.state or ""),
        Choice("han", "Hạn của nơi nhận", DUES, asked.due or ""),
    ]


def address_of(asked: Asked, page: int) -> str:
    given: dict[str, Any] = {
        "loai": asked.kind,
        "trang-thai": asked.state,
        "han": asked.due,
        "noi-nhan": asked.recipient,
        "so": asked.number,
        "trang": page if page > 1 else None,
    }
    kept = {name: value for name, value in given.items() if value}
    return f"{LETTERS}?{urlencode(kept)}" if kept else LETTERS
