"""Bodies of requests and answers about oneself."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from casework.access.who import Who
from casework.domain.roles import Role

Password = Annotated[str, Field(min_length=1, max_length=256)]


class Given(BaseModel):
    """What somebody sends: a field that is not known is a mistake of theirs, not to be passed over."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Credentials(Given):
    name: Annotated[str, Field(min_length=1, max_length=64)]
    password: Password


class NewPassword(Given):
    old: Password
    new: Password


class Me(BaseModel):
    """`csrf_token` goes back as X-CSRF-Token with every change; empty for a service token, which needs none."""

    id: str
    name: str
    display_name: str
    role: Role
    unit_id: str | None
    scopes: list[str]
    must_change_password: bool
    csrf_token: str


def me_of(who: Who) -> Me:
    return Me(
        id=who.id,
        name=who.name,
        display_name=who.display_name,
        role=who.role,
        unit_id=who.unit_id,
        scopes=sorted(who.scopes),
        must_change_password=who.must_change_password,
        csrf_token=who.csrf,
    )
