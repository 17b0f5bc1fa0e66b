"""Ingest's ports in memory, and examples to begin a test with."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from ingest.addresses import may_be_visited
from ingest.backfill.testing import InMemoryBackfillWork
from ingest.domain import Capture, Entry, HealthChange, Hour, Known, Page, Revisit, Survey
from ingest.doubles import face_of
from ingest.errands.testing import InMemoryErrandWork
from ingest.errors import Gone
from ingest.following.testing import InMemoryFollowingWork
from ingest.outgoing import captured_event, changed_event, health_event
from ingest.ports import FeedVisit
from ingest.reading import words
from ingest.sources.history import Day
from ingest.sources.source import Source
from ingest.sources.store import SAID
from ingest.sources.visit import Answered
from ingest.twins import Face
from shared.failures import Transient
from shared.store.testing import InMemoryUnitOfWork

Answer = TypeVar("Answer")

AT = datetime(2026, 11, 24, 3, 52, 7, tzinfo=UTC)

_SOURCE = Source("source-1", "bao-lao-cai", "Báo Lào Cai", "online", "https://bao.example/rss")
_ENTRY = Entry("https://bao.example/tin/1", "Công nhân bị nợ lương", "Tóm tắt của bản tin.", AT)


def a_source(**other: Any) -> Source:
    return replace(_SOURCE, **other)


def an_entry(**other: Any) -> Entry:
    return replace(_ENTRY, **other)


def a_page(text: str = "Gần 200 công nhân ở phường Cam Đường, tỉnh Lào Cai bị nợ lương.", **other: Any) -> Page:
    body = text.encode()
    page = Page(_ENTRY.address, body, "text/html", words.sha256(body), "Công nhân bị nợ lương", text, AT)
    return replace(page, **other)


def a_known(**other: Any) -> Known:
    """A publication as it was captured."""
    known = Known("publication-1", 1, _ENTRY.address, _ENTRY.title, "Văn bản.", "hash", "as captured", 0, "journey-1")
    return replace(known, **other)


class InMemoryWork(InMemoryErrandWork, InMemoryBackfillWork, InMemoryFollowingWork):
    """Ports: Work of ingest.ports, and of its errands, its backfill and its following of cases."""

    async def capture(self, captures: Sequence[Capture], revisit_at: datetime | None) -> None:
        for capture in captures:
            self._transaction.insert("publications", capture.publication_id, _known(capture))
            self._transaction.insert("captures", capture.publication_id, capture)
            if revisit_at and may_be_visited(capture.entry.address):
                self._transaction.table("revisit_at")[capture.publication_id] = revisit_at
            self._transaction.publish(captured_event(capture), capture.cause)

    async def alias(self, same: Mapping[str, str], now: datetime) -> None:
        aliases = self._transaction.table("aliases")
        for id_, of in same.items():
            aliases.setdefault(id_, of)

    async def miss(self, publication_ids: Sequence[str], now: datetime) -> None:
        misses = self._transaction.table("misses")
        for id_ in publication_ids:
            misses[id_] = misses.get(id_, 0) + 1

    async def revisited(self, revisits: Sequence[Revisit], due: Mapping[str, datetime]) -> None:
        for seen in revisits:
            id_ = seen.known.publication_id
            self._transaction.table("revisit_at")[id_] = due[id_]
            self._transaction.table("publications")[id_] = _after(seen)
            if seen.change:
                self._transaction.publish(changed_event(seen))

    async def save_source(self, source: Source, change: HealthChange | None, hour: Hour | None = None) -> None:
        sources = self._transaction.table("sources")
        if sources.get(source.id, source).version != source.version:
            raise Transient("the source was changed by another replica meanwhile")
        sources[source.id] = replace(source, version=source.version + (1 if change else 0))
        if hour:
            days, bit = self._transaction.table("source_days"), 1 << hour.hour
            key = f"{source.id}|{hour.day}"
            known = days.get(key, Day(hour.day))
            hours = known.hours | (bit if hour.news else 0)
            days[key] = Day(hour.day, known.news + hour.news, hours, known.looked | bit)
        if change:
            self._transaction.table("source_history")[f"{source.id}|{change.at}"] = change
            self._transaction.publish(health_event(change))


def _known(capture: Capture) -> Known:
    entry = capture.entry
    identity = (capture.publication_id, 1, entry.address, entry.title)
    return Known(
        *identity,
        capture.text,
        capture.content_hash,
        "as captured",
        0,
        capture.cause.correlation_id,
        capture.from_feed,
        page_title="" if capture.from_feed else capture.page.title,
    )


def _after(seen: Revisit) -> Known:
    known = replace(seen.known, failures=seen.failures)
    if not seen.failed:
        known = replace(known, visits=known.visits + 1)
    if seen.change:
        known = replace(known, version=known.version + 1, state=seen.change)
    if not seen.page:
        return known
    return replace(known, text=seen.text, content_hash=seen.content_hash, from_feed=False, page_title=seen.page.title)


def in_memory_works() -> InMemoryUnitOfWork[InMemoryWork]:
    return InMemoryUnitOfWork(InMemoryWork)


class InMemoryDesk:
    """Port: ingest.ports.Desk, on the tables of an in-memory unit of work. `due` are sources to visit, and
    `next_visit` is when there will be more of them."""

    next_visit: datetime | None = None

    def __init__(self, works: InMemoryUnitOfWork[InMemoryWork], due: Sequence[Source] = ()) -> None:
        self._works = works
        self._due = list(due)

    async def add_sources(self, sources: Sequence[Source], now: datetime) -> None:
        table = self._works.tables.setdefault("sources", {})
        for source in sources:
            said = {name: getattr(source, name) for name in SAID}
            known = table.get(source.id)
            table[source.id] = replace(known, **said) if known else replace(source, visited_at=now, next_visit=now)

    async def sources(self) -> list[Source]:
        return list(self._works.table("sources").values())

    async def survey(self) -> Survey:
        sources = await self.sources()
        watched = [source.visited_at for source in sources if not source.resting and source.visited_at]
        return Survey(dict(Counter(source.state for source in sources)), min(watched, default=None), self.next_visit)

    async def claim_sources(self, now: datetime, until: datetime, limit: int) -> list[Source]:
        claimed, self._due = self._due[:limit], self._due[limit:]
        return claimed

    async def note_source(self, source: Source) -> None:
        sources = self._works.tables.setdefault("sources", {})
        if sources.get(source.id, source).version == source.version:
            sources[source.id] = source

    async def days(self, source_id: str) -> list[Day]:
        rows = self._works.table("source_days").items()
        return sorted((day for key, day in rows if key.startswith(f"{source_id}|")), key=lambda day: day.day)

    async def unknown(self, publication_ids: Sequence[str]) -> set[str]:
        return set(publication_ids) - set(self._works.table("publications")) - set(self._works.table("aliases"))

    async def faces(self, outlet_id: str, titles: Collection[str], ids: Collection[str]) -> list[Face]:
        captures = self._works.table("captures").values()
        faces = [face_of(capture) for capture in captures if capture.source.outlet_id == outlet_id]
        return [face for face in faces if face.title_key in titles or face.publication_id in ids]

    async def misses(self, publication_ids: Sequence[str]) -> Mapping[str, int]:
        return {id_: count for id_, count in self._works.table("misses").items() if id_ in publication_ids}

    async def next_revisit(self) -> datetime | None:
        return min(self._works.table("revisit_at").values(), default=None)

    async def look_now(self, publication_ids: Sequence[str], now: datetime) -> None:
        due = self._works.tables.setdefault("revisit_at", {})
        due |= {id_: now for id_ in publication_ids if id_ in due and due[id_] > now}

    async def claim_revisits(self, now: datetime, until: datetime, limit: int) -> list[Known]:
        due = self._works.tables.setdefault("revisit_at", {})
        ids = [id_ for id_, at in due.items() if at <= now][:limit]
        due |= dict.fromkeys(ids, until)
        return [self._works.table("publications")[id_] for id_ in ids]


class ScriptedReader:
    """Port: ingest.ports.Reader. What is not in the script is gone; an exception in it is raised."""

    def __init__(self) -> None:
        self.feeds: dict[str, FeedVisit | Exception] = {}
        self.pages: dict[str, Page | Exception] = {}
        self.read: list[str] = []

    def lists(self, source: Source, *entries: Entry, etag: str = "etag-1") -> None:
        self.feeds[source.url] = FeedVisit(entries, Answered(etag, "", f"hash of {etag}"))

    def says_unchanged(self, source: Source, etag: str = "etag-1") -> None:
        self.feeds[source.url] = FeedVisit((), Answered(etag, "", f"hash of {etag}", unchanged=True, full=False))

    async def feed(self, source: Source) -> FeedVisit:
        return _say(self.feeds.get(source.url, Gone(source.url)))

    async def page(self, address: str) -> Page:
        self.read.append(address)
        return _say(self.pages.get(address, Gone(address)))


def _say(answer: Answer | Exception) -> Answer:
    if isinstance(answer, Exception):
        raise answer
    return answer
