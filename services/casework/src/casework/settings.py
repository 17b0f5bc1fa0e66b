"""Settings of casework (CASEWORK_*)."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict

from shared.ops.settings import FromEnvironment


class Settings(FromEnvironment):
    """Who comes in, and how; which data of ours the federation has replaced by its own."""

    model_config = SettingsConfigDict(
        env_prefix="CASEWORK_", frozen=True, env_ignore_empty=True, hide_input_in_errors=True
    )

    public_url: Annotated[
        str,
        Field(
            pattern=r"^(https?://[^/\s]+)?$",
            description="address at which people reach the console; with https:// cookies are Secure and __Host-",
        ),
    ] = ""
    first_admin: Annotated[str, Field(description="name of the administrator made when there is no account yet")] = ""
    first_admin_password: Annotated[SecretStr, Field(description="their one-time password; else one is made")] = (
        SecretStr("")
    )
    first_admin_file: Annotated[
        Path | None, Field(description="file to write the one-time password to (0600), if none is given")
    ] = None
    session_idle_minutes: Annotated[int, Field(ge=1, le=1_440, description="a session unused this long ends")] = 60
    session_hours: Annotated[int, Field(ge=1, le=168, description="every session ends after this")] = 12
    requests_per_minute: Annotated[int, Field(ge=1, description="per account, token, or address of a stranger")] = 300
    sign_ins_per_minute: Annotated[int, Field(ge=1, description="tries to sign in, per address")] = 30
    oidc_issuer: Annotated[
        str, Field(pattern=r"^(https?://\S+)?$", description="identity provider; empty: passwords only")
    ] = ""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_claim: Annotated[str, Field(description="claim of the ID token that an account's `subject` names")] = "sub"

    issuing_file: Annotated[
        Path | None, Field(description="who sends letters, and under which letterhead (YAML); empty: the packaged one")
    ] = None
    letter_templates: Annotated[
        Path | None, Field(description="folder of edited templates, KIND.docx; empty: the packaged ones")
    ] = None
    reminders_file: Annotated[
        Path | None, Field(description="who is told of which deadline, and when (YAML); empty: the packaged rows")
    ] = None
    retention_file: Annotated[
        Path | None, Field(description="how long what is kept (YAML); empty: the packaged policy")
    ] = None
