"""Which doors are open, and to whom: a JSON file that only the service may read, for it holds secrets."""

import ssl
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from ingest.doors import facebook, youtube
from ingest.doors.facebook import FacebookPage
from ingest.doors.mailbox import Mailbox
from ingest.doors.telegram import Channels
from ingest.doors.wall import Wall
from ingest.doors.youtube import YoutubeChannel
from ingest.doors.zalo import Account
from shared.exits import WrongWords

COMPLAINTS = 5
CURE = "Correct it and start again; docs/doors.md shows the file."


class DoorsUnreadable(WrongWords):
    """The file of doors is missing or wrong; the message names the field, never what stands there."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Outlet(_Part):
    outlet_id: Annotated[str, Field(min_length=1)]
    outlet_name: Annotated[str, Field(min_length=1)]


class ZaloDoor(Outlet):
    app_id: Annotated[str, Field(min_length=1)]
    secret: Annotated[SecretStr, Field(min_length=8)]

    def account(self) -> Account:
        return Account(self.app_id, self.secret.get_secret_value(), self.outlet_id, self.outlet_name)


class MailDoor(_Part):
    """`senders`: whose mails are taken, and as whose publications. `ca`: of a server with an authority of its own."""

    host: Annotated[str, Field(min_length=1)]
    port: int = 993
    user: str
    password: SecretStr
    folder: str = "INBOX"
    every_seconds: Annotated[float, Field(ge=1)] = 120.0
    ca: Path | None = None
    senders: dict[str, Outlet] = Field(min_length=1)

    def mailbox(self) -> Mailbox:
        outlets = {sender.lower(): (one.outlet_id, one.outlet_name) for sender, one in self.senders.items()}
        tls = ssl.create_default_context(cafile=str(self.ca) if self.ca else None)
        password = self.password.get_secret_value()
        return Mailbox(self.host, self.port, self.user, password, outlets, self.folder, tls)


class TelegramDoor(_Part):
    """`channels`: public names, and as whose publications their posts are taken."""

    token: Annotated[SecretStr, Field(min_length=8)]
    every_seconds: Annotated[float, Field(ge=1)] = 60.0
    channels: dict[str, Outlet] = Field(min_length=1)

    def box(self) -> Channels:
        outlets = {name.lower().lstrip("@"): (one.outlet_id, one.outlet_name) for name, one in self.channels.items()}
        return Channels(self.token.get_secret_value(), outlets)


class Granted(Outlet):
    """A page that granted a token."""

    token: Annotated[SecretStr, Field(min_length=8)]


class FacebookDoor(_Part):
    """`pages` by their id."""

    every_seconds: Annotated[float, Field(ge=60)] = 300.0
    pages: dict[Annotated[str, Field(pattern=r"^[\w.]+$")], Granted] = Field(min_length=1)

    def boxes(self) -> list[Wall]:
        pages = [
            FacebookPage(page_id, one.token.get_secret_value(), one.outlet_id, one.outlet_name)
            for page_id, one in self.pages.items()
        ]
        return [Wall(facebook.DOOR, one.page) for one in pages]


class YoutubeDoor(_Part):
    """`channels` by their id (UC…)."""

    key: Annotated[SecretStr, Field(min_length=8)]
    every_seconds: Annotated[float, Field(ge=60)] = 900.0
    channels: dict[Annotated[str, Field(pattern=r"^UC[\w-]+$")], Outlet] = Field(min_length=1)

    def boxes(self) -> list[Wall]:
        key = self.key.get_secret_value()
        channels = [
            YoutubeChannel(channel, key, one.outlet_id, one.outlet_name) for channel, one in self.channels.items()
        ]
        return [Wall(youtube.DOOR, one.page) for one in channels]


class Doors(_Part):
    """Without a part its door is shut."""

    push: dict[str, Annotated[SecretStr, Field(min_length=16)]] = Field(default_factory=dict)
    sources: dict[str, Annotated[SecretStr, Field(min_length=16)]] = Field(default_factory=dict)
    """Who may change the list of sources (ingest.sources.keepers)."""
    zalo: ZaloDoor | None = None
    email: MailDoor | None = None
    telegram: TelegramDoor | None = None
    facebook: FacebookDoor | None = None
    youtube: YoutubeDoor | None = None

    def senders(self) -> dict[str, str]:
        return {sender: secret.get_secret_value() for sender, secret in self.push.items()}

    def keepers(self) -> dict[str, str]:
        return {keeper: secret.get_secret_value() for keeper, secret in self.sources.items()}


def read_doors(path: Path | None) -> Doors:
    """All shut without a file. Raises DoorsUnreadable."""
    if path is None:
        return Doors()
    try:
        return Doors.model_validate_json(path.read_bytes())
    except OSError as error:
        raise DoorsUnreadable(f"{path} cannot be read: {error.strerror}. {CURE}") from error
    except ValidationError as error:
        found = error.errors(include_input=False, include_context=False, include_url=False)[:COMPLAINTS]
        told = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in found)
        # Not `from error`: its text shows the input, which holds secrets.
        raise DoorsUnreadable(f"{path}: {told}. {CURE}") from None
