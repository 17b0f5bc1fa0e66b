"""A setting that cannot be used, as one line that names it, what is wrong and what to do."""

from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsError

from shared.exits import WrongWords

Kind = TypeVar("Kind", bound=BaseSettings)


class WrongSettings(WrongWords):
    """The message has a line for each wrong setting."""


def read(kind: type[Kind]) -> Kind:
    """The settings as the environment and the secrets give them. Raises WrongSettings."""
    try:
        return kind()
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False)
        raise WrongSettings("\n".join(_line(kind, fault) for fault in faults)) from None
    except SettingsError as error:
        raise WrongSettings(
            f"A setting cannot be read: {error}. Correct it, or unset it to have the default."
        ) from None


def _line(kind: type[BaseSettings], fault: Any) -> str:
    place: Sequence[str | int] = fault["loc"]
    prefix = kind.model_config.get("env_prefix", "")
    field = kind.model_fields.get(str(place[0])) if place else None
    if field is None:
        return f"{prefix}* do not fit together: {fault['msg']}. Correct one of them, or unset it to have the default."
    meant = f" ({field.description})" if field.description else ""
    # A password belongs in no log, wrong or not.
    secret = field.annotation is SecretStr
    given = "" if secret or fault["type"] == "missing" else f", and it is {str(fault['input'])[:100]!r}"
    default = "" if secret else f" {field.default!r}"
    name = f"{prefix}{str(place[0]).upper()}"
    return f"{name}{meant}: {fault['msg']}{given}. Correct it, or unset it to have the default{default}."
