"""People of the sample day: accounts to look around with. Their passwords are made here and kept in the data folder."""

import asyncio
import json
import os
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
from shared.store.unit_of_work import UnitOfWork

PEOPLE = {
    "theo-doi": Wanted("Nguyễn Thị Mẫu", Role.WATCH_OFFICER),
    "don-vi": Wanted("Lò Văn Mẫu", Role.UNIT_OFFICER, "cd-cam-duong"),
    "lanh-dao": Wanted("Trần Văn Mẫu", Role.LEADER),
}


async def settle_in(url: str, data: Path) -> list[str]:
    """Make whoever is missing; lines that tell how to sign in."""
    known = _read(data / KEPT)
    async with opened("casework", url, ACCESS_INDEXES) as store:
        entrance = make_entrance(Ground(store, UnitOfWork(store, lambda work: work, _nobody)), Settings())
        for name, wanted in PEOPLE.items():
            if await entrance.accounts.by_name(name) is None:
                known[name] = new_password()
                _write(data / KEPT, known)
                await entrance.registry.add("setup:sample-day", name, wanted, known[name], one_time=False)
        admin = await entrance.accounts.by_name(ADMIN)
    people = [f"    {name:<10} {known.get(name, '?'):<20} {say(wanted.role or '')}" for name, wanted in PEOPLE.items()]
    changed = admin is not None and not admin.must_change_password
    password, where = ("(mật khẩu đã đổi)", "") if changed else ("(mật khẩu một lần)", f", xem {data / ADMIN_FILE}")
    return [*people, f"    {ADMIN:<10} {password:<20} quản trị{where}"]


def _read(file: Path) -> dict[str, str]:
    found: dict[str, str] = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    return found


def _write(file: Path, known: dict[str, str]) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as opened:
        json.dump(known, opened)


def _nobody() -> None:
    """Accounts make no events."""


if __name__ == "__main__":
    lines = asyncio.run(settle_in(mongo_url(), Path(sys.argv[1])))
    sys.stdout.buffer.write("\n".join(lines).encode())
