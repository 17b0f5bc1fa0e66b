"""Settings of casework (CASEWORK_*)."""

from pathlib import Path
from typing import Annotated

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from shared.ops.settings import FromEnvironment


class Settings(FromEnvironment):
    """Which data of ours the federation has replaced by its own."""

    model_config = SettingsConfigDict(env_prefix="CASEWORK_", frozen=True, env_ignore_empty=True)

    retention_file: Annotated[
        Path | None, Field(description="how long what is kept (YAML); empty: the packaged policy")
    ] = None
