"""Creates what the catalogue names, and nothing else. `python -m <service> topics` runs it; services never do."""

import logging
from collections.abc import Iterable, Sequence
from datetime import timedelta

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, for_code

from shared.contracts.catalogue import CATALOGUE, TopicSpec
from shared.keeping import TOPIC_SEGMENT, TOPICS
from shared.messaging.producer import CannotReachKafka
from shared.ops.settings import Platform

log = logging.getLogger(__name__)

TOPIC_EXISTS = 36


async def ensure(platform: Platform, catalogue: Sequence[TopicSpec] = CATALOGUE) -> list[str]:
    """Create the topics that are missing; the names of those that were created here, not by somebody else meanwhile.

    Kafka answers before every broker knows them. Raises CannotReachKafka.
    """
    admin = AIOKafkaAdminClient(bootstrap_servers=platform.kafka.split(","))
    try:
        await admin.start()
        try:
            present = set(await admin.list_topics())
            missing = [spec for spec in catalogue if spec.name not in present]
            answer = await admin.create_topics([_new(spec, platform) for spec in missing]) if missing else None
        finally:
            await admin.close()
    except (KafkaError, OSError) as error:
        raise CannotReachKafka(f"Kafka at {platform.kafka} does not answer ({error!r}).") from error
    return _created(answer.topic_errors) if answer else []


def _created(outcomes: Iterable[tuple[str, int, *tuple[object, ...]]]) -> list[str]:
    """Raises CannotReachKafka for any that neither was created nor was there."""
    created = []
    for name, code, *_ in outcomes:
        if code not in (0, TOPIC_EXISTS):
            raise CannotReachKafka(f"Topic {name} could not be created: {for_code(code).__name__}")
        if code == 0:
            created.append(name)
    return created


def _new(spec: TopicSpec, platform: Platform) -> NewTopic:
    return NewTopic(
        spec.name, platform.partitions or spec.partitions, platform.replication, topic_configs=settings_of(spec)
    )


def settings_of(spec: TopicSpec) -> dict[str, str]:
    if spec.compacted:
        return {"cleanup.policy": "compact", "min.cleanable.dirty.ratio": "0.1"}
    return {
        "cleanup.policy": "delete",
        "retention.ms": str(TOPICS // timedelta(milliseconds=1)),
        "segment.ms": str(TOPIC_SEGMENT // timedelta(milliseconds=1)),
    }
