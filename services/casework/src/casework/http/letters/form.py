"""A letter as a form: filled in from the case, and read back as what its writer says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError

from casework.correspondence.own import AnyOwn
from casework.domain.clocks.phrases import VIETNAM
from casework.http.api.faults import chosen_anew
from casework.http.forms import Form
from casework.http.letters.fields import FIELDS, MOST_PAIRS, PAIR, SPARE_PAIRS, Field
from casework.http.letters.nesting import flat, nested, pairs_of
from casework.http.order_choices import Option
from casework.http.order_forms import BadFields, Entry, read_field
from casework.letters.kinds import Kind

_OWN: TypeAdapter[AnyOwn] = TypeAdapter(AnyOwn)
Lists = Mapping[str, Sequence[Option]]


@dataclass(frozen=True, slots=True)
class LetterForm:
    """`word` makes the ids of its fields its own; `rows` are the pairs of texts that belong together."""

    word: str
    entries: Sequence[Entry]
    rare: Sequence[Entry]
    rows: Sequence[Sequence[Entry]]
    rare_open: bool = False


def letter_form(
    kind: Kind, track: str, values: Mapping[str, Any], lists: Lists, faults: Mapping[str, str]
) -> LetterForm:
    """`track` is that of the request that it is about; `values`: nested, as a writer says them; `lists`: the choices
    that are known only now."""
    known = flat(values)
    fields = [field for field in FIELDS[kind] if field.widget != "pairs" and _asked(field, track, lists)]
    entries = [(field.rare, _entry(field, known.get(field.name), lists, faults)) for field in fields]
    rare = [entry for is_rare, entry in entries if is_rare]
    pairs = any(field.widget == "pairs" for field in FIELDS[kind])
    rows = _rows(known.get("statements", []), faults) if pairs else []
    main = [entry for is_rare, entry in entries if not is_rare]
    return LetterForm(kind, main, rare, rows, any(entry.error for entry in rare))


def said_in(kind: Kind, form: Form, request_id: str | None) -> dict[str, Any]:
    """What was typed, nested; not yet checked."""
    typed = {field.name: read_field(field.widget, form.get(field.name, "")) for field in FIELDS[kind]}
    if "statements" in typed:
        typed["statements"] = pairs_of(form, "statements", [key for key, _ in PAIR], MOST_PAIRS)
    about = {"request_id": request_id} if request_id else {}
    return nested(typed) | about | {"kind": kind}


def own_of(said: Mapping[str, Any]) -> AnyOwn:
    """Raises BadFields: what is wrong with which field."""
    try:
        return _OWN.validate_python(dict(said))
    except ValidationError as error:
        # The first part of a place is the kind.
        raise BadFields(
            {fault.field.partition(".")[2]: fault.message for fault in chosen_anew(error.errors())}
        ) from error


def _asked(field: Field, track: str, lists: Lists) -> bool:
    """One issuer is no question."""
    return field.track in ("", track) and (field.name != "issuer" or len(lists["issuers"]) > 1)


def _entry(field: Field, value: Any, lists: Lists, faults: Mapping[str, str]) -> Entry:
    options = lists[field.options] if isinstance(field.options, str) else field.options
    error = next((faults[place] for place in (field.name, *_inside(field, faults)) if place in faults), "")
    return Entry(
        field.name, field.label, field.help, field.widget, field.required, options, _shown(field, value), error
    )


def _inside(field: Field, faults: Mapping[str, str]) -> list[str]:
    """A list may be wrong in one of its lines; what a whole group lacks is what it must have."""
    group = field.name.partition(".")[0] if field.required else ""
    return [place for place in faults if place.startswith(f"{field.name}.") or place == group]


def _rows(pairs: Sequence[Mapping[str, str]], faults: Mapping[str, str]) -> list[list[Entry]]:
    shown = min(len(pairs) + SPARE_PAIRS, MOST_PAIRS)
    empty = Entry("", "", "", "long", required=False, options=())
    return [
        [
            replace(
                empty,
                name=(place := f"statements.{row}.{key}"),
                label=f"{label} ({row + 1})",
                value=pairs[row].get(key, "") if row < len(pairs) else "",
                error=faults.get(place, ""),
            )
            for key, label in PAIR
        ]
        for row in range(shown)
    ]


def _shown(field: Field, value: Any) -> str:
    """As a browser's field holds it."""
    if isinstance(value, list):
        return "\n".join(value)
    if field.widget == "datetime-local" and value:
        return _local(value)
    return "" if value is None else str(value)


def _local(value: datetime | str) -> str:
    """What cannot be read as a time is shown as it was typed."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return str(value)
    return moment.astimezone(VIETNAM).strftime("%Y-%m-%dT%H:%M") if moment.tzinfo else str(value)
