"""The steps of a letter as forms, and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from pydantic import ValidationError

from casework.correspondence.filed import Filed
from casework.http.api.faults import chosen_anew
from casework.http.api.letter_steps import VERBS, Verb
from casework.http.forms import Form
from casework.http.letters.words import ASIDE, HELP, LABELS, TITLES
from casework.http.order_forms import BadFields, Entry, read_field
from casework.letters.offering import offered
from casework.letters.steps import Actor, Step

VERB_OF: Mapping[str, Verb] = {verb.word: verb for verb in VERBS}


@dataclass(frozen=True, slots=True)
class StepForm:
    """`document`: what has been read, by its SHA-256, where the step is about it."""

    word: str
    title: str
    help: str
    entries: Sequence[Entry]
    document: str
    aside: bool
    open: bool = False


def step_forms(letter: Filed, actor: Actor, read: str, tried: "Tried | None" = None) -> list[StepForm]:
    """`read`: the SHA-256 of what the page shows. What somebody has tried stays, so that nothing typed is lost."""
    words: list[Step] = [step for step in offered(letter.letter, actor) if step in VERB_OF]
    if tried and tried.verb.word not in words:
        words.append(tried.verb.word)
    return [_form(step, read, tried if tried and tried.verb.word == step else None) for step in words]


@dataclass(frozen=True, slots=True)
class Tried:
    verb: Verb
    form: Form
    faults: Mapping[str, str]


def step_of(verb: Verb, form: Form) -> Any:
    """Raises BadFields."""
    names = verb.given.model_fields
    values = {name: read_field(LABELS[name][2] if name in LABELS else "", form.get(name, "")) for name in names}
    try:
        given = verb.given.model_validate({name: value for name, value in values.items() if value})
    except ValidationError as error:
        raise BadFields({fault.field: fault.message for fault in chosen_anew(error.errors())}) from error
    return verb.kind(**given.model_dump())


def _form(step: Step, read: str, tried: Tried | None) -> StepForm:
    verb = VERB_OF[step]
    named = [one.name for one in fields(verb.kind)]
    entries = [_entry(name, verb, tried) for name in named if name != "document"]
    document = read if "document" in named else ""
    return StepForm(step, TITLES[step], HELP[step], entries, document, step in ASIDE, tried is not None)


def _entry(name: str, verb: Verb, tried: Tried | None) -> Entry:
    label, told, widget = LABELS[name]
    required = verb.given.model_fields[name].is_required()
    value, error = (tried.form.get(name, ""), tried.faults.get(name, "")) if tried else ("", "")
    return Entry(name, label, told, widget, required, (), value, error)
