"""Plain forms of the pages beside the cases: a few fields, read as a model, filled in again when something is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from casework.http.api.faults import chosen_anew
from casework.http.forms import Form
from casework.http.order_forms import BadFields, Entry, read_field

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class PlainForm:
    """`word` makes the ids of its fields its own; `open`: somebody has just sent it, and it was not taken."""

    word: str
    title: str
    action: str
    entries: Sequence[Entry]
    help: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class Tried:
    """Which form was sent, with what, and what is wrong with which field."""

    word: str
    form: Form
    status: int
    why: str
    faults: Mapping[str, str]


def read_model(model: type[Model], form: Form, widgets: Mapping[str, str] | None = None) -> Model:
    """Fields that were left empty are left out. Raises BadFields."""
    kinds = widgets or {}
    typed = {name: read_field(kinds.get(name, ""), form.get(name, "")) for name in model.model_fields}
    try:
        return model.model_validate({name: value for name, value in typed.items() if value})
    except ValidationError as error:
        raise BadFields({fault.field.split(".")[0]: fault.message for fault in chosen_anew(error.errors())}) from error


def filled(entries: Sequence[Entry], word: str, action: str, title: str, told: str, tried: Tried | None) -> PlainForm:
    """With what was typed, if it is the form that was sent."""
    if tried is None or tried.word != word:
        return PlainForm(word, title, action, entries, told)
    again = [_again(one, tried) for one in entries]
    return PlainForm(word, title, action, again, told, open=True)


def _again(one: Entry, tried: Tried) -> Entry:
    value, error = tried.form.get(one.name, ""), tried.faults.get(one.name, "")
    return Entry(one.name, one.label, one.help, one.widget, one.required, one.options, value, error)
