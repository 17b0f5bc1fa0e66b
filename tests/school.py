"""Classify where it learns: events for its topics, its database, and its commands as processes."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from tests.contract.examples import GOLDEN
from tests.e2e.command import haichieu
from tests.probe import wire
from tests.servers import Corner, Document

from haichieu.child import Child
from shared.contracts.casework import PublicationJudgedV1
from shared.contracts.classify import PublicationAssessedV1
from shared.contracts.envelope import Event
from shared.contracts.ingest import PublicationCapturedV1
from shared.messaging import topics
from shared.ops.ids import new_id

DATABASE = "haichieu_classify"
WAGES = "Công nhân ở Lào Cai bị nợ lương ba tháng"
WAGES_TEXT = "Gần 200 công nhân ở phường Cam Đường, tỉnh Lào Cai phản ánh bị công ty nợ lương ba tháng liền."
LEAD = "Sáng nay, phường Cam Đường có mưa to. Người dân đi chợ sớm hơn thường lệ, đường đông. " * 6
PASSING = f"{LEAD}\nCuối bài, một công nhân ở Lào Cai nói về tiền lương, tiền thưởng và công đoàn của mình."
"""Speaks of work far down only: what a model makes of it depends on the model."""


def captured(id_: str, title: str = WAGES, text: str = WAGES_TEXT, **other: Any) -> PublicationCapturedV1:
    golden = json.loads((GOLDEN / PublicationCapturedV1.TOPIC / "example.json").read_bytes())
    said = {"title": title, "text": f"{text} Tin {id_}.", "signature": "", "published_at": None, **other}
    now = datetime.now(UTC)
    names = {"event_id": new_id(), "subject_id": id_, "correlation_id": f"journey-{id_}"}
    times = {"captured_at": now, "occurred_at": now}
    return PublicationCapturedV1.model_validate(golden | names | times | said)


def judged(id_: str, relevant: str, version: int = 1, **other: Any) -> PublicationJudgedV1:
    golden = json.loads((GOLDEN / PublicationJudgedV1.TOPIC / "example.json").read_bytes())
    names = {"event_id": new_id(), "subject_id": id_, "subject_version": version}
    return PublicationJudgedV1.model_validate(golden | names | {"relevant": relevant, "topic": "", **other})


class School:
    """Replicas of the real service, each a process; the database is that which the commands ask."""

    def __init__(self, corner: Corner) -> None:
        self.corner = corner
        self.replicas: list[Child] = []
        self.ports: list[int] = []

    @property
    def database(self) -> Any:
        return self.corner.mongo[DATABASE]

    async def open(self, replicas: int = 1) -> None:
        self.corner.mongo.drop_database(DATABASE)
        await topics.ensure(self.corner.platform(partitions=2))
        for topic in (PublicationCapturedV1.TOPIC, PublicationJudgedV1.TOPIC):
            await self.corner.skip(topic, "classify")
        for _ in range(replicas):
            await self.another()

    async def another(self) -> Child:
        platform = self.corner.platform()
        child = self.corner.process("classify", "-m", "classify", "serve", platform=platform)
        await child.start()
        self.replicas.append(child)
        self.ports.append(platform.http_port)
        return child

    async def close(self) -> None:
        for replica in self.replicas:
            await replica.kill()
        self.corner.mongo.drop_database(DATABASE)

    async def send(self, *events: Event) -> None:
        async with self.corner.producer() as producer:
            for event in events:
                await producer.send(event.TOPIC, **wire(event))

    async def assessed(self) -> int:
        return int(self.database["assessments"].count_documents({}))

    def announced(self, topic: str = PublicationAssessedV1.TOPIC) -> list[Document]:
        rows = self.database["outbox"].find({"topic": topic}).sort("_id", 1)
        return [json.loads(row["body"]) for row in rows]

    async def metric(self, line: str) -> float:
        """Of all replicas together; nothing where none tells it yet."""
        async with httpx.AsyncClient() as client:
            pages = [(await client.get(f"http://127.0.0.1:{port}/metrics")).text for port in self.ports]
        found = [one for page in pages for one in page.splitlines() if one.startswith(f"{line} ")]
        return sum(float(one.rpartition(" ")[2]) for one in found)

    async def run(self, *words: str, seconds: float = 60) -> tuple[int, str, str]:
        """`haichieu classify …` against this database."""
        url = self.corner.platform().mongo_url.get_secret_value()
        return await haichieu("classify", *words, seconds=seconds, HAICHIEU_MONGO_URL=url)

    async def told(self, *words: str, seconds: float = 60) -> Any:
        """What it says on stdout, which is JSON; it must succeed."""
        code, out, error = await self.run(*words, seconds=seconds)
        assert code == 0, error
        return json.loads(out)


def ago(days: float) -> datetime:
    return datetime.now(UTC) - timedelta(days=days)


def ids(rows: Sequence[Document]) -> list[str]:
    return [row["subject_id"] for row in rows]
