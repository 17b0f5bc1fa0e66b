"""The ports of errands in memory, and an example to begin a test with."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from ingest.domain import Page
from ingest.errands.errand import PLACE, PUBLICATION, WANTED, Errand, Target
from ingest.errands.outgoing import seen_event
from ingest.errands.report import Looked
from ingest.errands.sight import Link, Place
from ingest.errors import Gone
from ingest.reading import words
from shared.failures import Transient
from shared.store.testing import InMemoryRepositories

AT = datetime(2026, 11, 24, 3, 52, 7, tzinfo=UTC)
ARTICLE, SECTION = "https://bao.example/tin/1", "https://bao.example/cai-chinh"
_ERRAND = Errand(
    id="case-1/r1",
    version=7,
    state=WANTED,
    case_id="case-1",
    request_id="r1",
    publication_id="publication-1",
    targets=(Target(PUBLICATION, ARTICLE), Target(PLACE, SECTION)),
    phrases=("Thông tin cải chính, xin lỗi", "Công nhân bị nợ lương"),
    since=AT,
    until=AT + timedelta(days=30),
    interval=timedelta(hours=1),
    correlation_id="journey-1",
)


def an_errand(**other: Any) -> Errand:
    return replace(_ERRAND, **other)


def a_sheet(address: str, title: str, text: str) -> Page:
    body = f"{title}\n{text}".encode()
    return Page(address, body, "text/html", words.sha256(body), title, text, AT)


class InMemoryErrandWork(InMemoryRepositories):
    """Port: ingest.errands.ports.Work."""

    async def wish(self, errands: Sequence[Errand]) -> None:
        table, due = self._transaction.table("errands"), self._transaction.table("errands_due")
        for one in errands:
            known = table.get(one.id)
            if known is None or known.version < one.version:
                table[one.id] = replace(one, memory=known.memory) if known else one
                due[one.id] = one.since if one.state == WANTED else None

    async def looked(self, looked: Looked, due: datetime | None) -> None:
        errand = looked.errand
        known = self._transaction.table("errands")[errand.id]
        told = errand.memory.told - bool(looked.kind)
        if (known.version, known.memory.told) != (errand.version, told):
            raise Transient("the errand was changed meanwhile")
        memory = replace(errand.memory, looks=0, failed_looks=0) if looked.kind else errand.memory
        self._transaction.table("errands")[errand.id] = replace(errand, memory=memory)
        self._transaction.table("errands_due")[errand.id] = due
        if looked.kind:
            self._transaction.publish(seen_event(looked))


class ScriptedSite:
    """Port: ingest.errands.ports.Reader. What is not in the script is gone; an exception in it is raised."""

    def __init__(self) -> None:
        self.pages: dict[str, Page | Exception] = {}
        self.links: dict[str, list[tuple[str, str]]] = {}
        self.read: list[str] = []

    def shows(self, address: str, title: str, text: str = "", links: Sequence[tuple[str, str]] = ()) -> None:
        self.pages[address] = a_sheet(address, title, text)
        self.links[address] = list(links)

    async def page(self, address: str) -> Page:
        self.read.append(address)
        found = self.pages.get(address, Gone(address))
        if isinstance(found, Exception):
            raise found
        return found

    async def place(self, address: str) -> Place:
        links = [Link(link, text, number) for number, (link, text) in enumerate(self.links.get(address, ()), 1)]
        return Place(await self.page(address), links)
