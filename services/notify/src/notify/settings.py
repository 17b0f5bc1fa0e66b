"""Settings of notify (NOTIFY_*)."""

from typing import Annotated

from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict

from shared.ops.settings import FromEnvironment


class Settings(FromEnvironment):
    """How mail leaves the house."""

    model_config = SettingsConfigDict(env_prefix="NOTIFY_", frozen=True, hide_input_in_errors=True)

    smtp_host: str = "127.0.0.1"
    smtp_port: Annotated[int, Field(ge=1, le=65_535)] = 25
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_starttls: Annotated[
        bool, Field(description="demand STARTTLS; only a server on this machine may do without")
    ] = True
    smtp_connections: Annotated[int, Field(ge=1, le=32)] = 4
    smtp_timeout_seconds: Annotated[float, Field(gt=0)] = 15.0
    sender: Annotated[str, Field(description="From: address")] = "hai-chieu@ldld-laocai.example"
    message_id_domain: Annotated[str, Field(description="right side of Message-ID")] = "hai-chieu.ldld-laocai.example"
    console_url: Annotated[str, Field(description="address of the console, for the link in the mail")] = ""
    batch: Annotated[int, Field(ge=1, le=200, description="notices claimed at once; a kill repeats at most these")] = 24
    claim_seconds: Annotated[float, Field(gt=0, description="a claim older than this belongs to a dead courier")] = (
        600.0
    )
