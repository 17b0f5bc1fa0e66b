"""What somebody must send to give a command: made from the command itself, with a greatest length for everything."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from datetime import date, datetime
from hashlib import sha256
from typing import Annotated, Any, get_type_hints

from pydantic import AwareDatetime, create_model
from pydantic import Field as Limit

from casework.domain.clocks.vocabulary import Medium
from casework.domain.life import commands as c
from casework.domain.life.guards import LONGEST_TEXT
from casework.domain.life.machine import STEPS
from casework.domain.life.offering import ABOUT
from casework.http.api.session_shapes import Given

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
SHORT, MOST_EVIDENCE, MOST_PUBLICATIONS = 300, 20, 200

Id = Annotated[str, Limit(min_length=1, max_length=64)]
Line = Annotated[str, Limit(max_length=SHORT)]
BY_NAME: Mapping[str, Any] = {
    **dict.fromkeys(("id", "case_id", "publication_id", "unit_id"), Id),
    **dict.fromkeys(("owner", "title", "letter_number", "to", "competent_body"), Line),
    "publication_ids": Annotated[tuple[Id, ...], Limit(min_length=1, max_length=MOST_PUBLICATIONS)],
    "medium": Medium,
}
BY_TYPE: Mapping[Any, Any] = {
    str: Annotated[str, Limit(max_length=LONGEST_TEXT)],
    tuple[str, ...]: Annotated[tuple[Line, ...], Limit(max_length=MOST_EVIDENCE)],
    date: Annotated[date, Limit(ge=EARLIEST, le=LATEST)],
    datetime: AwareDatetime,
}


def shape_of(kind: type[c.Command]) -> type[Given]:
    """The model of a command. Whoever makes a finding, an action or a request may name it, or leave that to us."""
    return SHAPES[kind]


def _shape(kind: type[c.Command]) -> type[Given]:
    hints = get_type_hints(kind)
    members: dict[str, Any] = {one.name: _member(kind, one, hints[one.name]) for one in fields(kind)}
    return create_model(kind.__name__, __base__=Given, __doc__=kind.__doc__, **members)


def command_of(kind: type[c.Command], given: Given, message_id: str) -> c.Command:
    values = given.model_dump(exclude_none=True)
    if makes_a_part(kind):
        values.setdefault("id", sha256(message_id.encode()).hexdigest()[:12])
    return kind(**values)


def makes_a_part(kind: type[c.Command]) -> bool:
    return kind not in ABOUT and any(one.name == "id" for one in fields(kind))


def _member(kind: type[c.Command], one: Field[Any], hint: Any) -> tuple[Any, Any]:
    allowed = BY_NAME.get(one.name) or BY_TYPE.get(hint, hint)
    if one.name == "id" and makes_a_part(kind):
        return allowed | None, None
    return allowed, ... if one.default is MISSING else one.default


SHAPES: Mapping[type[c.Command], type[Given]] = {kind: _shape(kind) for kind in STEPS}
