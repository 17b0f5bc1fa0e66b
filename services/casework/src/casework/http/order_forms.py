"""A command as a form: made from the command itself, filled again with what somebody typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, get_type_hints

from pydantic import ValidationError

from casework.domain.clocks.phrases import VIETNAM
from casework.domain.life import commands as c
from casework.domain.life.machine import STEPS
from casework.domain.life.offering import ABOUT
from casework.http.api.faults import chosen_anew
from casework.http.api.session_shapes import Given
from casework.http.forms import Form
from casework.http.order_choices import Choices, Option
from casework.http.order_shapes import makes_a_part, shape_of
from casework.http.order_words import ASIDE, HELP, LABELS, NEEDS_REASON, REQUESTS, SPECIAL
from casework.http.orders import VERB_OF

WIDGETS: Mapping[Any, str] = {date: "date", datetime: "datetime-local", tuple[str, ...]: "lines"}
LONG = frozenset({"reason", "text", "summary", "proof"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One field. `widget`: select, several, lines, long, text, date or datetime-local."""

    name: str
    label: str
    help: str
    widget: str
    required: bool
    options: Sequence[Option]
    value: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class OrderForm:
    """`open`: somebody has just sent it, and it was not taken."""

    word: str
    title: str
    help: str
    entries: Sequence[Entry]
    aside: bool
    open: bool = False


def form_of(
    kind: type[c.Command], choices: Choices, typed: Form | None = None, faults: Mapping[str, str] | None = None
) -> OrderForm:
    entries = [_entry(kind, name, choices, typed or {}, faults or {}) for name in _written(kind)]
    title = STEPS[kind].doing
    return OrderForm(
        VERB_OF[kind].word, title[0].upper() + title[1:], HELP.get(kind, ""), entries, kind in ASIDE, typed is not None
    )


def given_of(kind: type[c.Command], form: Form) -> Given:
    """Raises BadFields: what is wrong with which field."""
    hints = get_type_hints(kind)
    values = {name: _read(name, hints[name], form.get(name, "")) for name in _written(kind)}
    try:
        return shape_of(kind).model_validate({name: value for name, value in values.items() if value})
    except ValidationError as error:
        raise BadFields({fault.field.split(".")[0]: fault.message for fault in chosen_anew(error.errors())}) from error


class BadFields(Exception):
    """A form that cannot be read as its command; `faults` by field."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("Có mục chưa điền đúng. Xin sửa các mục được đánh dấu rồi gửi lại.")
        self.faults = faults


def _written(kind: type[c.Command]) -> list[str]:
    """The reason comes last, whatever the order of the command."""
    names = [one.name for one in fields(kind) if one.name != "id" or not makes_a_part(kind)]
    return [*(name for name in names if name != "reason"), "reason"]


def _entry(kind: type[c.Command], name: str, choices: Choices, typed: Form, faults: Mapping[str, str]) -> Entry:
    label, told = _words(kind, name)
    options = choices.of(kind, name)
    hint = get_type_hints(kind)[name]
    widget = WIDGETS.get(hint, "") if options is None else "several" if hint == tuple[str, ...] else "select"
    required = kind in NEEDS_REASON if name == "reason" else shape_of(kind).model_fields[name].is_required()
    return Entry(
        name,
        label,
        told,
        widget or ("long" if name in LONG else "text"),
        required,
        options or (),
        typed.get(name, ""),
        faults.get(name, ""),
    )


def _words(kind: type[c.Command], name: str) -> tuple[str, str]:
    special = SPECIAL.get((kind, name))
    about_request = name == "id" and kind in ABOUT
    return special or (REQUESTS if about_request else LABELS.get(name, (name, "")))


def _read(name: str, hint: Any, text: str) -> Any:
    kept = read_field(WIDGETS.get(hint, ""), text)
    return kept.split("?")[0].split("#")[0].rstrip("/").rsplit("/", 1)[-1] if name == "case_id" else kept


def read_field(widget: str, text: str) -> Any:
    """What somebody typed, as the field's model takes it."""
    kept = text.replace("\r\n", "\n").strip()
    if widget == "lines":
        return [line for line in map(str.strip, kept.split("\n")) if line]
    return _local(kept) if widget == "datetime-local" and kept else kept


def _local(text: str) -> Any:
    """A browser's field knows no zone; what a person writes here is Vietnamese time."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
