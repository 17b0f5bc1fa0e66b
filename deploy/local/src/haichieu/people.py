"""People of the sample day: accounts to look around with. Their passwords are made here and kept in the data folder."""

import asyncio
import json
import sys
from pathlib import Path

from casework.access.registry import Wanted
from casework.access.secrets import new_password
from casework.domain.roles import Role
from casework.entrance import Ground, make_entrance
from casework.http.words import say
from casework.settings import Settings
from casework.store.access_indexes import ACCESS_INDEXES
from haichieu.admin import ADMIN, ADMIN_FILE, KEPT
from haichieu.databases import mongo_url, opened
from haichieu.kept import read_object, write_whole
from shared.exits import Away, WrongWords
from shared.store.unit_of_work import UnitOfWork

CURE = "Delete it, and give each a new password: haichieu accounts reset-password NAME"
PEOPLE = {
    "theo-doi": Wanted("Nguyễn Thị Mẫu", Role.WATCH_OFFICER),
    "don-vi": Wanted("Lò Văn Mẫu", Role.UNIT_OFFICER, "cd-cam-duong"),
    "lanh-dao": Wanted("Trần Văn Mẫu", Role.LEADER),
}


async def settle_in(url: str, data: Path) -> list[str]:
    """Make whoever is missing; lines that tell how to sign in."""
    known = read_object(data / KEPT, CURE)
    async with opened("casework", url, ACCESS_INDEXES) as store:
        entrance = make_entrance(Ground(store, UnitOfWork(store, lambda work: work, _nobody)), Settings())
        for name, wanted in PEOPLE.items():
            if await entrance.accounts.by_name(name) is None:
                known[name] = new_password()
                write_whole(data / KEPT, json.dumps(known), 0o600)
                await entrance.registry.add("setup:sample-day", name, wanted, known[name], one_time=False)
        admin = await entrance.accounts.by_name(ADMIN)
    people = [f"    {name:<10} {known.get(name, '?'):<20} {say(wanted.role or '')}" for name, wanted in PEOPLE.items()]
    changed = admin is not None and not admin.must_change_password
    password, where = ("(mật khẩu đã đổi)", "") if changed else ("(mật khẩu một lần)", f", xem {data / ADMIN_FILE}")
    return [*people, f"    {ADMIN:<10} {password:<20} quản trị{where}"]


def _nobody() -> None:
    """Accounts make no events."""


if __name__ == "__main__":
    try:
        lines = asyncio.run(settle_in(mongo_url(), Path(sys.argv[1])))
    except (Away, WrongWords) as error:
        sys.exit(str(error))
    sys.stdout.buffer.write("\n".join(lines).encode())
