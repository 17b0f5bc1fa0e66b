"""The filters of the list, as they stand in an address that can be sent to a colleague."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from casework.domain.life.stages import STAGE_NAMES
from casework.http.order_choices import Option
from casework.http.words import say
from casework.store.case_list import Due, Order, Question
from casework.store.case_pages import Filters

LONGEST = 200
STAGES: Sequence[Option] = [(code, name[0].upper() + name[1:]) for code, name in STAGE_NAMES.items()]
URGENCIES: Sequence[Option] = [(code, say(code).capitalize()) for code in ("high", "normal", "low")]
DUES: Sequence[Option] = [("overdue", "Đã quá hạn"), ("soon", "Còn không quá 3 ngày"), ("later", "Còn trên 3 ngày")]
ORDERS: Sequence[Option] = [("newest", "Mới nhất trước"), ("due", "Hạn gần nhất trước")]


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    label: str
    options: Sequence[Option]
    value: str
    empty: str = "Tất cả"


def question_of(query: Mapping[str, str]) -> Question:
    """What an address asks for; a word that is no choice is none. A unit may have ended: any name is looked for."""
    known = {name: _known(query, name, options) for name, options in _FIXED.items()}
    text = query.get("tim", "").strip()[:LONGEST] or None
    filters = Filters(known["buoc"], query.get("don-vi", "")[:64] or None, None, text)
    due, order = cast(Due | None, known["han"]), cast(Order, known["xep"] or "newest")
    return Question(filters, known["khan"], due, order, query.get("truoc") or None)


def choices_of(question: Question, units: Sequence[Option]) -> list[Choice]:
    filters = question.filters
    return [
        Choice("buoc", "Bước", STAGES, filters.status or ""),
        Choice("don-vi", "Đơn vị xác minh", _with(units, filters.unit), filters.unit or ""),
        Choice("khan", "Mức khẩn", URGENCIES, question.urgency or ""),
        Choice("han", "Hạn gần nhất", DUES, question.due or ""),
        Choice("xep", "Xếp theo", ORDERS, question.order, ""),
    ]


def address_of(question: Question, after: str | None = None) -> str:
    """Of the same list; `after`: from that place on."""
    asked: dict[str, Any] = {
        "buoc": question.filters.status,
        "don-vi": question.filters.unit,
        "khan": question.urgency,
        "han": question.due,
        "tim": question.filters.text,
        "xep": question.order if question.order != "newest" else None,
        "truoc": after,
    }
    given = {name: value for name, value in asked.items() if value}
    return f"/?{urlencode(given)}" if given else "/"


_FIXED: Mapping[str, Sequence[Option]] = {"buoc": STAGES, "khan": URGENCIES, "han": DUES, "xep": ORDERS}


def _known(query: Mapping[str, str], name: str, options: Sequence[Option]) -> str | None:
    value = query.get(name)
    return value if value in dict(options) else None


def _with(units: Sequence[Option], unit: str | None) -> Sequence[Option]:
    return units if unit is None or unit in dict(units) else [*units, (unit, unit)]


FILTERS: dict[str, Callable[..., Any]] = {"list_address": address_of}
