"""Captured events for the bench: Vietnamese text mixed from the sample day's own sentences, each one different."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from haichieu.sampleday import SampleDay
from haichieu.sampleday.day import Article
from ingest.reading.words import content_hash
from shared.contracts.envelope import Event
from shared.contracts.headers import headers_of
from shared.contracts.ingest import OutletRef, PublicationCapturedV1, SnapshotRef
from shared.ops.ids import new_id
from shared.text.signature import signature

CHARACTERS = 2_000
SNAPSHOT = SnapshotRef(sha256="0" * 64, size=40_000, content_type="text/html")


class Press:
    """Endless publications; `share` of them come from relevant articles. Seeded: every run has the same texts."""

    def __init__(self, share: float, seed: int = 2022) -> None:
        self._random = random.Random(seed)
        self._share = share
        day = SampleDay(datetime(2026, 11, 24, 0, 0, tzinfo=UTC))
        day.advance()
        relevant, other = list[Article](), list[Article]()
        for item in day.sample.publications:
            article = day.article(item.slug)
            if article is None or len(" ".join(article.paragraphs)) < 500:
                continue
            (relevant if item.expect.relevant else other).append(article)
        self._relevant = relevant
        self._other = other

    def publications(self, number: int, captured_at: datetime | None = None) -> Iterator[PublicationCapturedV1]:
        for _ in range(number):
            yield self.publication(captured_at or datetime.now(UTC))

    def publication(self, captured_at: datetime) -> PublicationCapturedV1:
        relevant = self._random.random() < self._share
        pool = self._relevant if relevant else self._other
        head = self._random.choice(pool)
        # Other articles are not mixed with one another: workers elsewhere and news of the province would make a "yes".
        text = f"{head.lead}\n" + ". ".join(self._mix(pool if relevant else [head]))
        id_ = new_id()
        return PublicationCapturedV1(
            event_id=new_id(),
            occurred_at=captured_at,
            subject_id=id_,
            subject_version=1,
            correlation_id=id_,
            outlet=OutletRef(id="bench", name="Báo đo tốc độ", medium="online"),
            source_id="bench",
            address=f"http://127.0.0.1/bench/{id_}.html",
            title=head.title,
            text=text,
            published_at=captured_at - timedelta(minutes=5),
            captured_at=captured_at,
            snapshot=SNAPSHOT,
            content_hash=content_hash(head.title, text),
            signature=signature(text),
        )

    def _mix(self, articles: list[Article]) -> list[str]:
        sentences = [s for article in articles for paragraph in article.paragraphs for s in paragraph.split(". ")]
        chosen, size = [], 0
        while size < CHARACTERS:
            # A number in each sentence keeps the shingles of two mixes apart, as two real stories are.
            sentence = f"{self._random.choice(sentences)} ({self._random.randrange(10**6)})"
            chosen.append(sentence)
            size += len(sentence)
        return chosen


def wire(event: Event) -> tuple[bytes, bytes, list[tuple[str, bytes]]]:
    """Key, body and headers as the relay sends them."""
    headers = [(name, value.encode()) for name, value in headers_of(event).items()]
    return event.key.encode(), event.model_dump_json().encode(), headers
