"""What is kept how long: the numbers lean on one another."""

from datetime import timedelta

from shared import keeping
from shared.contracts.catalogue import CATALOGUE
from shared.messaging.topics import settings_of
from shared.store import inbox, outbox, parked
from shared.store.client import Index

TET = timedelta(days=9)
MARGIN = timedelta(days=14)


def lives(indexes: tuple[Index, ...]) -> list[timedelta]:
    documents = [index.model.document for index in indexes]
    return [timedelta(seconds=each["expireAfterSeconds"]) for each in documents if "expireAfterSeconds" in each]


def test_topics_outlast_tet_twice() -> None:
    assert keeping.TOPICS >= 2 * TET


def test_the_inbox_remembers_longer_than_anything_can_come_again() -> None:
    assert keeping.INBOX >= keeping.TOPICS + keeping.TOPIC_SEGMENT + MARGIN
    assert keeping.INBOX >= keeping.OUTBOX + MARGIN


def test_an_outbox_can_refill_what_its_topics_would_have_had() -> None:
    assert keeping.OUTBOX >= keeping.TOPICS


def test_a_settled_parked_record_is_known_while_its_topic_has_it() -> None:
    assert keeping.PARKED_SETTLED > keeping.TOPICS + keeping.TOPIC_SEGMENT


def test_the_numbers_are_those_that_are_used() -> None:
    assert lives(inbox.INDEXES) == [keeping.INBOX]
    assert lives(outbox.INDEXES) == [keeping.OUTBOX]
    assert lives(parked.INDEXES) == [keeping.PARKED_SETTLED]
    plain = settings_of(next(spec for spec in CATALOGUE if not spec.compacted))
    assert timedelta(milliseconds=int(plain["retention.ms"])) == keeping.TOPICS
    assert timedelta(milliseconds=int(plain["segment.ms"])) == keeping.TOPIC_SEGMENT


def test_only_what_is_over_expires() -> None:
    """An open parked record and an unpublished event have no such date."""
    expiring = [
        index.model.document["key"]
        for index in (*outbox.INDEXES, *parked.INDEXES)
        if "expireAfterSeconds" in index.model.document
    ]
    assert [list(key) for key in expiring] == [["published_at"], ["settled_at"]]
