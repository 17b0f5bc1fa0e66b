"""Casework's console and API on a real database, with a clock that is moved by hand and passwords that cost nothing."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import httpx
from argon2.profiles import CHEAPEST
from starlette.applications import Starlette

from casework.access.account import Account
from casework.access.passwords import Passwords
from casework.access.policy import SCOPES
from casework.access.registry import Wanted
from casework.access.roles import Level
from casework.access.trail import Entry
from casework.communefile import load_communes
from casework.domain.directory import sound
from casework.domain.life.life import Life
from casework.domain.roles import Role
from casework.domain.wording import words_of
from casework.entrance import Ground, make_entrance
from casework.http.api.app import PREFIX
from casework.http.order_desk import OrderDesk
from casework.letter_office import make_letter_desk, make_report_desk
from casework.settings import Settings
from casework.store.access_indexes import ACCESS_INDEXES
from casework.store.access_trail import AuditTrail
from casework.store.audit import SISTER
from casework.store.bodies import packaged_bodies
from casework.store.documents import JOURNEY
from casework.store.indexes import INDEXES
from casework.store.life_documents import life_document
from casework.store.work import CaseworkWork
from casework.surface import surface
from casework.testing import CLOCKWORK, PROOF_RULES
from casework.usecases.means import Means
from shared.ops.ids import new_id
from shared.store.client import Store
from shared.store.unit_of_work import Transaction, UnitOfWork

OWN, OTHER = "cd-cam-duong", "cd-sa-pa"
PASSWORD = "một câu dài chẳng ai đoán"
GENEROUS = {"requests_per_minute": 1_000_000, "sign_ins_per_minute": 1_000_000}


class Remembered(AuditTrail):
    """The real one, and what it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []

    async def append(self, transaction: Transaction, entries: Sequence[Entry]) -> None:
        self.entries += entries
        await super().append(transaction, entries)

    def actions(self) -> list[str]:
        return [entry.action for entry in self.entries]


class House:
    def __init__(self, url: str, database: str, **settings: Any) -> None:
        self.now = datetime.now(UTC).replace(microsecond=0)
        self.trail = Remembered()
        self.store = Store(url, database, (*INDEXES, *ACCESS_INDEXES))
        work = UnitOfWork(self.store, lambda transaction: transaction, lambda: None)
        self.ground = Ground(self.store, work, lambda: self.now, self.trail, Passwords(CHEAPEST))
        self.settings = Settings.model_validate(GENEROUS | settings)
        self.entrance = make_entrance(self.ground, self.settings)
        works = UnitOfWork(self.store, CaseworkWork, lambda: None)
        means = Means(sound(packaged_bodies()), CLOCKWORK, new_id, PROOF_RULES, load_communes())
        self.desk = OrderDesk(works, lambda: means, lambda: self.now)
        self.letters = make_letter_desk(
            self.store, lambda: None, self.entrance.accounts, lambda: means, self.settings, lambda: self.now
        )
        self.reports = make_report_desk(self.store, lambda: None, lambda: means.directory, lambda: self.now)
        desks = (self.desk, self.letters, self.reports)
        self.app = Starlette(routes=surface(self.ground, self.entrance, self.settings, *desks))
        self._numbers = count(1)

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)

    def stranger(self, address: str = "10.1.1.1", base: str = "http://console.test") -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False, client=(address, 50_000))
        return httpx.AsyncClient(transport=transport, base_url=base)

    async def account(self, role: Role = Role.WATCH_OFFICER, **other: Any) -> Account:
        unit = OWN if role is Role.UNIT_OFFICER else None
        wanted = Wanted("Người Mẫu", role, other.pop("unit", unit), other.pop("subject", None))
        name = other.pop("name", f"nguoi-{next(self._numbers):04d}")
        account, _ = await self.entrance.registry.add("test:house", name, wanted, PASSWORD, one_time=False)
        return account

    async def signed_in(self, role: Role = Role.WATCH_OFFICER, **other: Any) -> httpx.AsyncClient:
        """A client that carries the session and its CSRF token, or a service token with every scope."""
        client = self.stranger()
        if role is Role.SERVICE:
            scopes = other.get("scopes", [scope.value for scope in SCOPES])
            until = self.now + timedelta(days=30)
            _, secret = await self.entrance.tokens.issue("test:house", "máy đọc", scopes, until)
            client.headers["authorization"] = f"Bearer {secret}"
            return client
        account = await self.account(role, **other)
        answer = await client.post(f"{PREFIX}/login", json={"name": account.name, "password": PASSWORD})
        client.headers["x-csrf-token"] = answer.raise_for_status().json()["csrf_token"]
        return client

    async def add_case(
        self, case_id: str, unit: str = OWN, level: str | None = None, life: Life | None = None, **other: Any
    ) -> None:
        life = life or Life("verification-requested", level=Level(level or "normal").value)
        asked_of = tuple(replace(request, publication_id=f"{case_id}-p1") for request in life.requests)
        row = {
            "_id": case_id,
            "version": 2,
            "title": f"Công nhân bị nợ lương {case_id}",
            "status": life.stage,
            "topic": "wage",
            "urgency": "high",
            "unit": {"id": unit, "name": f"Công đoàn {unit}", "kind": "unit", "address": "x@example"},
            "opened_at": self.now,
            "due_at": self.now + timedelta(days=2),
            "place_names": ["Phường Cam Đường"],
            "words": words_of(str(other.get("title", f"Công nhân bị nợ lương {case_id}")), "Phường Cam Đường"),
            "asked": {"notice_id": "n", "state": "sent", "version": 1, "at": self.now},
            "told_count": 3,
            "life": life_document(replace(life, requests=asked_of)),
            "clocks": [],
        }
        if level is not None:
            row["confidentiality"] = level
        await self.store.collection("cases").insert_one(row | other)
        await self.store.collection("told").insert_many([self._told(case_id, number) for number in (1, 2, 3)])
        await self.store.collection("timeline").insert_many([self._line(case_id, step) for step in range(5)])

    def _told(self, case_id: str, number: int) -> dict[str, Any]:
        return {
            "_id": f"{case_id}-p{number}",
            "case_id": case_id,
            "number": number,
            "outlet_name": "Báo Lào Cai",
            "address": "https://bao.example/1",
            "title": "Nợ lương",
            "published_at": None,
            "captured_at": self.now,
            "state": "as captured",
            "changed_at": None,
        }

    def _line(self, case_id: str, step: int) -> dict[str, Any]:
        return {
            "_id": f"{case_id}:{step - len(JOURNEY):08d}" if step >= len(JOURNEY) else f"{case_id}:p1:{step}",
            "case_id": case_id,
            "at": self.now,
            "step": step,
            "learnt_at": self.now,
            "kind": "opened" if step > 1 else "captured",
            "actor": "machine",
            "role": "",
            "reason": "",
            "publication_id": None,
            "note": "",
            "score": None,
        }


@asynccontextmanager
async def open_house(url: str, database: str, **settings: Any) -> AsyncIterator[House]:
    house = House(url, database, **settings)
    await house.store.start()
    try:
        yield house
    finally:
        for name in (database, f"{database}_{SISTER}"):
            await house.store.client.drop_database(name)
        await house.store.stop()
