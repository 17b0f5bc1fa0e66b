"""Casework's letters in one replica, for tests on the real MongoDB."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.servers import Corner
from tests.unit.casework.correspondence.examples import CORRECTION, a_life, own

from casework.access.policy import Scope
from casework.access.roles import Level
from casework.correspondence import steps as s
from casework.correspondence.by import Visitor
from casework.correspondence.desk import LetterDesk
from casework.correspondence.drafting import Writing
from casework.correspondence.filed import Filed
from casework.correspondence.issuing import load_issuing
from casework.correspondence.matter import Person
from casework.correspondence.printing import Press
from casework.domain.case import Case
from casework.domain.directory import sound
from casework.domain.life.actor import Actor
from casework.domain.life.life import Life
from casework.domain.roles import Role
from casework.store.audit import ENTRIES, SISTER
from casework.store.bodies import packaged_bodies
from casework.store.documents import case_of
from casework.store.indexes import INDEXES
from casework.store.letter_pages import LetterPages
from casework.store.letters import MongoLetterWork
from casework.store.life_documents import life_document
from casework.store.numbers import NUMBERS
from casework.testing import CLOCKWORK, PROOF_RULES, a_sighting, the_means
from casework.usecases.following import follow_assessments
from casework.usecases.means import Means
from shared.kit import Kit
from shared.ops.ids import new_id
from shared.store.client import Store
from shared.store.unit_of_work import UnitOfWork

NOON = datetime(2026, 12, 1, 5, tzinfo=UTC)
LAN, BINH, PHAT = Actor("lan", Role.WATCH_OFFICER), Actor("binh", Role.LEADER), Actor("phat", Role.LEADER)
EVERYTHING = Scope(None, tuple(Level))


class People:
    async def signatory(self, account: str) -> Person | None:
        return Person("phat", "Nguyễn Văn Phát") if account == "phat" else None


class Office:
    """Casework's letters in one replica; `now` is moved by hand."""

    def __init__(self, corner: Corner) -> None:
        self.kit = Kit("casework", corner.platform(mongo_database=corner.database.name), INDEXES, MongoLetterWork)
        self.database, self.sister = corner.database, corner.mongo[f"{corner.database.name}_{SISTER}"]
        self.now = NOON
        self.press = Press()
        self.desk = self.another_desk(self.kit.store)
        self.pages = LetterPages(self.kit.store)

    def another_desk(self, store: Store) -> LetterDesk:
        means = Means(sound(packaged_bodies()), CLOCKWORK, new_id, PROOF_RULES)
        works = UnitOfWork(store, MongoLetterWork, lambda: None)
        writing = Writing(self.press, load_issuing(), People())
        return LetterDesk(works, lambda: means, writing, self.press, lambda: self.now)

    async def case(self, stage: str = "acting", track: str = "reply") -> str:
        sighting = a_sighting(message_id=new_id(), publication_id=new_id())
        await follow_assessments([sighting], self.kit.work, the_means(new_id), NOON - timedelta(days=2))
        case_id = str(self.database["told"].find_one({"_id": sighting.publication_id})["case_id"])
        life = a_life(track, sighting.publication_id) if stage == "acting" else Life("verifying")
        self.database["cases"].update_one({"_id": case_id}, {"$set": {"life": life_document(life), "status": stage}})
        return case_id

    def seen(self, case_id: str) -> Case:
        return case_of(self.database["cases"].find_one({"_id": case_id}))

    async def begin(self, case_id: str, said: dict[str, Any] = CORRECTION, message: str = "", **changes: Any) -> Filed:
        return await self.desk.begin(case_id, own(said, **changes), self.visitor(LAN, message))

    async def take(self, letter: Filed, step: Any, who: Actor = LAN, message: str = "") -> Filed:
        return await self.desk.take(letter.id, letter.version, step, self.visitor(who, message))

    async def approved(self, case_id: str, said: dict[str, Any] = CORRECTION) -> Filed:
        letter = await self.take(await self.begin(case_id, said), s.Propose())
        return await self.take(letter, s.Approve(letter.letter.document), BINH)

    async def signed(self, case_id: str, said: dict[str, Any] = CORRECTION) -> Filed:
        letter = await self.approved(case_id, said)
        return await self.take(letter, s.Sign(letter.letter.document), PHAT)

    async def issued(self, case_id: str, said: dict[str, Any] = CORRECTION) -> Filed:
        letter = await self.signed(case_id, said)
        return await self.take(letter, s.Issue(letter.letter.signed_document or "", "bưu điện"))

    def visitor(self, who: Actor, message: str = "", *, sees: bool = True) -> Visitor:
        return Visitor(who, "Đỗ Thị Lan", message or new_id(), lambda _: sees, lambda _: sees)

    def entries(self, case_id: str) -> list[dict[str, Any]]:
        return list(self.sister[ENTRIES].find({"chain": f"case/{case_id}"}).sort("seq", 1))

    def numbers(self, year: int = 2026) -> list[int]:
        return [row["number"] for row in self.database[NUMBERS].find({"year": year}).sort("number", 1)]
