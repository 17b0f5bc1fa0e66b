"""Settings of notify (NOTIFY_*)."""

from typing import Annotated, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import SettingsConfigDict

from shared.ops.settings import FromEnvironment

SMTP_STEPS = 8
"""Answers waited for during one mail, each at most smtp_timeout_seconds: greeting, EHLO, STARTTLS, EHLO, AUTH, MAIL,
RCPT, DATA with its text."""


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
    batch: Annotated[int, Field(ge=1, le=200, description="notices claimed at once")] = 24
    claim_seconds: Annotated[float, Field(gt=0, description="a claim older than this belongs to a dead courier")] = (
        600.0
    )

    @property
    def in_hand(self) -> int:
        """Mails begun and not yet written down; a kill repeats at most these.

        One per connection is under way; the others have ended and are written down together. With fewer the records
        become small and the mails slow (284/s with 8, 377/s with 16, where a claim of 24 written whole gave 400/s).
        """
        return 4 * self.smtp_connections

    @model_validator(mode="after")
    def _claims_outlive_mails(self) -> Self:
        # A mail begun at the end of its half must be over before the others' patience is.
        if self.claim_seconds / 2 < SMTP_STEPS * self.smtp_timeout_seconds:
            raise ValueError(f"claim_seconds must be at least {2 * SMTP_STEPS} times smtp_timeout_seconds")
        return self
