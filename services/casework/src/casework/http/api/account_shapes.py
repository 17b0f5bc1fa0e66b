"""Accounts and service tokens as an administrator sees them."""

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, Field

from casework.access.account import NAME, Account
from casework.access.policy import Permission
from casework.access.registry import Wanted
from casework.access.service_token import ServiceToken
from casework.domain.roles import Role
from casework.http.api.case_shapes import LocalTime
from casework.http.api.session_shapes import Given

Short = Annotated[str, Field(min_length=1, max_length=100)]


class AccountChange(Given):
    """What is left out stays as it is. A unit officer has exactly one unit; nobody else has one."""

    display_name: Short | None = None
    role: Role | None = None
    unit_id: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    subject: Annotated[str, Field(min_length=1, max_length=255)] | None = None
    disabled: bool | None = None

    def wanted(self) -> Wanted:
        return Wanted(self.display_name, self.role, self.unit_id, self.subject, self.disabled)


class NewAccount(Given):
    name: Annotated[str, Field(pattern=f"^{NAME.pattern}$")]
    display_name: Short
    role: Role
    unit_id: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    subject: Annotated[str, Field(min_length=1, max_length=255)] | None = None

    def wanted(self) -> Wanted:
        return Wanted(self.display_name, self.role, self.unit_id, self.subject)


class AccountOut(BaseModel):
    id: str
    version: int
    name: str
    display_name: str
    role: Role
    unit_id: str | None
    subject: str | None
    disabled: bool
    must_change_password: bool
    created_at: LocalTime
    changed_at: LocalTime


class AccountWithPassword(AccountOut):
    """`one_time_password` is shown here and never again."""

    one_time_password: str


class NewToken(Given):
    name: Short
    scopes: Annotated[list[Permission], Field(min_length=1, max_length=20)]
    expires_at: AwareDatetime


class TokenOut(BaseModel):
    id: str
    name: str
    scopes: list[str]
    issued_by: str
    issued_at: LocalTime
    expires_at: LocalTime


class TokenWithSecret(TokenOut):
    """`secret` goes into the header `Authorization: Bearer …`; it is shown here and never again."""

    secret: str


def account_out(account: Account) -> AccountOut:
    return AccountOut(**{name: getattr(account, name) for name in AccountOut.model_fields})


def with_password(account: Account, password: str) -> AccountWithPassword:
    return AccountWithPassword(**account_out(account).model_dump(), one_time_password=password)


def token_out(token: ServiceToken) -> TokenOut:
    known: dict[str, str | datetime] = {
        name: getattr(token, name) for name in TokenOut.model_fields if name != "scopes"
    }
    return TokenOut.model_validate(known | {"scopes": sorted(token.scopes)})


def with_secret(token: ServiceToken, secret: str) -> TokenWithSecret:
    return TokenWithSecret(**token_out(token).model_dump(), secret=secret)
