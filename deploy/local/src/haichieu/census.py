"""An independent count: reads the topics and the databases with clients of its own, knows no service's code.

Lost: something that should have led to the next step and did not. Doubled: one thing with two effects.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiokafka import AIOKafkaConsumer
from pymongo import MongoClient

CAPTURED = "ingest.publication-captured.v1"
CHANGED = "ingest.publication-changed.v1"
ASSESSED = "classify.publication-assessed.v1"
REQUESTED = "casework.notice-requested.v1"
DELIVERED = "notify.delivery-changed.v1"
TOPICS = (CAPTURED, CHANGED, ASSESSED, REQUESTED, DELIVERED)


@dataclass(slots=True)
class Census:
    """What was found; `lost` and `doubled` are sentences."""

    publications: int = 0
    relevant: int = 0
    unsure: int = 0
    changes: int = 0
    cases: int = 0
    notices: int = 0
    notices_delivered: int = 0
    mails_repeated: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)


class Observer:
    """Follows the topics from their beginning, outside any consumer group."""

    def __init__(self, kafka: str, mongo_url: str) -> None:
        self._consumer = AIOKafkaConsumer(
            *TOPICS,
            bootstrap_servers=kafka,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            fetch_max_wait_ms=100,
        )
        self._mongo = MongoClient[dict[str, Any]](mongo_url)
        self._events: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)

    async def __aenter__(self) -> Self:
        await self._consumer.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._consumer.stop()
        self._mongo.close()

    async def read(self) -> None:
        """Everything there is now. A second copy of the same event on the wire is no second event."""
        while records := await self._consumer.getmany(timeout_ms=300, max_records=5_000):
            for partition, batch in records.items():
                for record in batch:
                    body = _json(record.value)
                    if body is not None:
                        self._events[partition.topic].setdefault(body["event_id"], body)

    def count(self, expected: Iterable[str] | None = None, mails: Mapping[str, int] | None = None) -> Census:
        """Compare each step with the one before. `expected`: addresses; `mails`: Message-ID to number of mails."""
        census = Census()
        captured = self._by_subject(CAPTURED, census)
        if expected is not None:
            found = {body["address"] for bodies in captured.values() for body in bodies}
            census.lost += [f"{address} was never captured" for address in sorted(set(expected) - found)]
        census.publications = len(captured)
        census.changes = sum(len(bodies) for bodies in self._by_subject(CHANGED, census, per_version=True).values())
        relevant = self._assessed(captured, census)
        self._cases(relevant, census)
        self._notices(census, mails)
        return census

    def _by_subject(self, topic: str, census: Census, *, per_version: bool = False) -> dict[str, list[dict[str, Any]]]:
        grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for body in self._events[topic].values():
            grouped[body["subject_id"]].append(body)
        for subject, bodies in grouped.items():
            distinct = len({body["subject_version"] for body in bodies}) if per_version else 1
            if len(bodies) > distinct:
                census.doubled.append(f"{subject} stands {len(bodies)} times on {topic}")
        return grouped

    def _assessed(self, captured: Mapping[str, list[dict[str, Any]]], census: Census) -> list[str]:
        assessed = self._by_subject(ASSESSED, census)
        census.lost += [f"{subject} was captured but never assessed" for subject in captured if subject not in assessed]
        verdicts = {subject: bodies[0]["relevant"] for subject, bodies in assessed.items()}
        census.relevant = sum(verdict == "yes" for verdict in verdicts.values())
        census.unsure = sum(verdict == "unsure" for verdict in verdicts.values())
        return [subject for subject, verdict in verdicts.items() if verdict == "yes"]

    def _cases(self, relevant: Iterable[str], census: Census) -> None:
        database = self._mongo["haichieu_casework"]
        cases = {case["_id"]: case["told_count"] for case in database["cases"].find({}, {"told_count": 1})}
        told = {publication["_id"]: publication["case_id"] for publication in database["told"].find({}, {"case_id": 1})}
        lines = database["timeline"].find({"kind": {"$in": ["opened", "publication-attached"]}})
        joined = Counter(line["publication_id"] for line in lines)
        census.cases = len(cases)
        census.lost += [f"relevant {subject} is in no case" for subject in relevant if subject not in told]
        census.doubled += [f"{subject} joined {number} cases" for subject, number in joined.items() if number > 1]
        for case_id, number in Counter(told.values()).items():
            if cases.get(case_id) != number:
                census.lost.append(f"case {case_id} counts {cases.get(case_id)} publications and has {number}")
        self._timelines(list(cases), census)

    def _timelines(self, case_ids: Iterable[str], census: Census) -> None:
        rows = self._mongo["haichieu_casework"]["timeline"].find({}, {"case_id": 1, "kind": 1})
        lines = Counter((row["case_id"], row["kind"]) for row in rows)
        for case_id in case_ids:
            for kind in ("opened", "notice-requested", "notice-sent"):
                if not lines[case_id, kind]:
                    census.lost.append(f"case {case_id} has no line {kind}")
                if lines[case_id, kind] > 1:
                    census.doubled.append(f"case {case_id} has {lines[case_id, kind]} lines {kind}")

    def _notices(self, census: Census, mails: Mapping[str, int] | None) -> None:
        requested = self._by_subject(REQUESTED, census)
        notices = [body["notice_id"] for bodies in requested.values() for body in bodies]
        sent = {n: bodies for n, bodies in self._by_subject(DELIVERED, census).items() if bodies[-1]["state"] == "sent"}
        census.notices, census.notices_delivered = len(notices), len(sent)
        if census.cases > len(requested):
            census.lost.append(f"{census.cases - len(requested)} cases have asked nobody")
        census.lost += [f"notice {notice} was never delivered" for notice in notices if notice not in sent]
        if mails is not None:
            census.mails_repeated = sum(number - 1 for number in mails.values())
            known = {message_id.strip("<>").partition("@")[0] for message_id in mails}
            census.lost += [f"notice {notice} is not in the mailbox" for notice in sent if notice not in known]


def _json(value: bytes | None) -> dict[str, Any] | None:
    try:
        body = json.loads(value or b"")
    except ValueError:
        return None
    return body if isinstance(body, dict) and "event_id" in body else None
