"""The first administrator: made once, while nobody could come in otherwise."""

import logging
from pathlib import Path

from casework.access.ports import Accounts
from casework.access.refusals import Taken
from casework.access.registry import Registry, Wanted
from casework.access.secrets import new_password
from casework.domain.roles import Role
from casework.settings import Settings

log = logging.getLogger(__name__)


class NoPlaceForPassword(Exception):
    """A first administrator is wanted, but nobody would learn the password."""


class FirstAdmin:
    """A part. The password is for one time; it is in no log: in a secret that was given, or in a file that is made."""

    def __init__(self, registry: Registry, accounts: Accounts, settings: Settings) -> None:
        self._registry = registry
        self._accounts = accounts
        self._settings = settings

    async def start(self) -> None:
        """Raises NoPlaceForPassword, Refusal, OSError: a service that nobody can enter should not seem to be up."""
        name = self._settings.first_admin
        if not name or await self._accounts.any_at_all():
            return
        password = self._settings.first_admin_password.get_secret_value() or self._written()
        wanted = Wanted(display_name="Quản trị hệ thống", role=Role.ADMINISTRATOR)
        try:
            await self._registry.add("setup:first-admin", name, wanted, password)
        except Taken:
            # Another replica was faster; with a password of its own, if none was given.
            return
        log.info("made the first administrator", extra={"action": "account.first-admin", "account": name})

    async def stop(self) -> None:
        """Nothing is held."""

    def _written(self) -> str:
        file = self._settings.first_admin_file
        if file is None:
            raise NoPlaceForPassword(
                "CASEWORK_FIRST_ADMIN needs CASEWORK_FIRST_ADMIN_PASSWORD (a secret) or CASEWORK_FIRST_ADMIN_FILE."
            )
        return kept_password(file)


def kept_password(file: Path) -> str:
    """What stands in the file; a new one is written first, for its owner's eyes only."""
    try:
        file.touch(0o600, exist_ok=False)
    except FileExistsError:
        return file.read_text("utf-8").strip()
    password = new_password()
    file.write_text(password, "utf-8")
    return password
