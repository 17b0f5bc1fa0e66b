"""Whatever stands on a topic: it is done or parked, its neighbours are done, the partition moves on."""

import json
import os
import struct
from collections import Counter
from collections.abc import Sequence
from typing import Any

from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.protocol.produce import ProduceRequest
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.record.util import calc_crc32c
from tests.probe import Probe, message, wire
from tests.servers import LIVE, Corner, bodies, failing, live, ready, tally
from tests.waiting import becomes, holds, stays

from shared.posting import REPLAY_FOR

pytestmark = LIVE

FIVE_MB = 5 * 1024 * 1024
JOIN = 30.0
"""Seconds; the embedded broker lets a new group wait about five."""


def changed(probe: Probe, **fields: Any) -> dict[str, Any]:
    """A good record whose body says something else."""
    good = message(probe, 0)
    body = json.loads(good.model_dump_json()) | fields
    return wire(good) | {"value": json.dumps(body).encode()}


def with_header(probe: Probe, number: int, *headers: tuple[str, bytes | None]) -> dict[str, Any]:
    record = wire(message(probe, number))
    return record | {"headers": [*record["headers"], *headers]}


def unreadable(probe: Probe) -> dict[str, dict[str, Any]]:
    """By what they are; every one of them must be parked."""
    good = wire(message(probe, 0))
    return {
        "garbage": good | {"value": bytes(range(256))},
        "no UTF-8 in a string": good | {"value": good["value"].replace(b'"ok"', b'"\xff\xfe"')},
        "lone surrogate": good | {"value": good["value"].replace(b'"ok"', b'"\\ud800"')},
        "cut short": good | {"value": good["value"][:-10]},
        "empty": good | {"value": b""},
        "tombstone": good | {"value": None},
        "a number": good | {"value": b"7"},
        "another schema": good | {"value": b'{"hello": "world"}', "headers": []},
        "deep": good | {"value": b"[" * 100_000},
        "huge number": good | {"value": good["value"].replace(b'"number":0', b'"number":' + b"9" * 5_000)},
        "year 9999": changed(probe, occurred_at="9999-12-31T23:59:59Z"),
        "year 1": changed(probe, occurred_at="0001-01-01T00:00:00+14:00"),
        "no time zone": changed(probe, occurred_at="2026-07-24T10:52:07"),
        "no key, no headers": {"value": b"\x00", "key": None, "headers": []},
        "key that is no text": good | {"value": b"\x00", "key": b"\xff\x00"},
        "five megabytes": good | {"value": os.urandom(FIVE_MB)},
        "five megabytes of our own shape": changed(probe, order="x" * FIVE_MB),
        "unknown type": good | {"headers": [("ce_type", b"vn.haichieu.something.else.v9")]},
        "type that is no text": good | {"headers": [("ce_type", b"\xff\xfe")]},
        "id in the headers differs": good | {"headers": [("ce_id", b"another")]},
    }


def readable(probe: Probe) -> Sequence[dict[str, Any]]:
    """Odd, but ours: number 1000 and up; every one of them must be done."""
    return [
        with_header(probe, 1_000, ("stranger", b"\xff\xfe\xfd")),
        with_header(probe, 1_001, ("nothing", None)),
        with_header(probe, 1_002, ("", b"")),
        with_header(probe, 1_003, ("traceparent", b"\xff")),
        with_header(probe, 1_004, ("correlation_id", None)),
        with_header(probe, 1_005, (REPLAY_FOR, None)),
        with_header(probe, 1_006, *[("many", b"x")] * 2_000),
        wire(message(probe, 1_007)) | {"headers": []},
        wire(message(probe, 1_008, order="ok\x00")),
        wire(message(probe, 1_009, event_id="i" * 200, subject_id="$where.\x00")),
        wire(message(probe, 1_010)) | {"key": None},
        changed(probe, number=1_011, a_field_of_tomorrow={"x": 1}, event_id="tomorrow") | {"headers": []},
    ]


async def send_mixed(producer: AIOKafkaProducer, probe: Probe, bad: Sequence[dict[str, Any]]) -> int:
    """Each bad record between two good ones, on both partitions; how many good ones."""
    number = 0
    for record in bad:
        for one in (wire(message(probe, number)), record, wire(message(probe, number + 1))):
            await producer.send_and_wait(probe.probed.TOPIC, **one, partition=number // 2 % 2)
        number += 2
    return number


async def test_anything_is_done_or_parked_and_the_neighbours_are_done(corner: Corner) -> None:
    probe = Probe(corner.name, corner.platform())
    await corner.topics(*probe.topics, max_message_bytes=str(8 * 1024 * 1024))
    bad, odd = unreadable(probe), readable(probe)
    async with live(probe.service(), probe.platform) as api, corner.producer() as producer:
        number = await send_mixed(producer, probe, list(bad.values()))
        for record in odd:
            await producer.send_and_wait(probe.probed.TOPIC, **record)
        expected = Counter(range(number)) + Counter(range(1_000, 1_000 + len(odd)))

        async def done() -> Counter[int]:
            return tally(list(corner.database["effects"].find()), "number")

        async def parked() -> int:
            return corner.database["parked"].count_documents({})

        await becomes(done, expected, seconds=JOIN + 30)
        await becomes(parked, len(bad))
        await becomes(lambda: corner.lag(probe.probed.TOPIC), 0)
        assert await ready(api)
        await holds(lambda: _all_published(corner), "the outbox is empty")
        metrics = (await api.get("/metrics")).text
    assert f'haichieu_messages_total{{event="Probed",outcome="parked"}} {len(bad)}.0' in metrics
    assert f'haichieu_messages_total{{event="Probed",outcome="done"}} {len(expected)}.0' in metrics
    await _parked_rows_say_who_when_where_why(corner, probe, bad)


async def _all_published(corner: Corner) -> bool:
    return corner.database["outbox"].count_documents({"pending": True}) == 0


async def _parked_rows_say_who_when_where_why(corner: Corner, probe: Probe, bad: dict[str, Any]) -> None:
    wired = [(record.partition, record.offset, record.value) for record in await corner.read(probe.probed.TOPIC)]
    rows = list(corner.database["parked"].find())
    events = bodies(await corner.read(f"{corner.name}.parked.v1"))
    assert sorted(event["subject_id"] for event in events) == sorted(row["_id"] for row in rows)
    for row in rows:
        assert (row["group"], row["topic"], row["error_type"]) == (corner.name, probe.probed.TOPIC, "Unreadable")
        assert row["error"]
        assert row["parked_at"]
        shown = await _whole_value(probe, row["_id"])
        assert (row["partition"], row["offset"], shown or None) in {(p, o, v or None) for p, o, v in wired}
    for event in events:
        assert event["service"] == event["group"] == corner.name
        assert (event["origin_topic"], event["error_type"]) == (probe.probed.TOPIC, "Unreadable")
    assert {event["size"] for event in events} >= {0, 256, FIVE_MB}
    assert len(bad) == len(rows)


async def _whole_value(probe: Probe, id_: str) -> bytes:
    await probe.kit.store.start()
    try:
        return (await probe.kit.parking.show(id_))["value"]
    finally:
        await probe.kit.store.stop()


FAULTS = {0: "permanent", 13: "bug", 17: "clash", 18: "bug", 39: "permanent"}


async def test_messages_that_cannot_be_handled_are_parked_alone(corner: Corner) -> None:
    probe = Probe(corner.name, corner.platform())
    await corner.topics(*probe.topics, partitions=1)
    events = {number: message(probe, number, FAULTS.get(number, "ok")) for number in range(40)}
    async with corner.producer() as producer:
        for event in events.values():
            await producer.send(probe.probed.TOPIC, **wire(event))

    async def outcome() -> tuple[list[int], int]:
        done = sorted(row["number"] for row in corner.database["effects"].find())
        return done, corner.database["parked"].count_documents({})

    async with live(probe.service(), probe.platform):
        await becomes(outcome, ([number for number in range(40) if number not in FAULTS], len(FAULTS)), JOIN + 30)
        await becomes(lambda: corner.lag(probe.probed.TOPIC), 0)
    for number, fault in FAULTS.items():
        row = corner.database["parked"].find_one({"event_id": events[number].event_id})
        assert row["attempts"] == (1 if fault == "permanent" else 2)
        assert row["error_type"] == {"permanent": "Permanent", "bug": "RuntimeError", "clash": "Conflict"}[fault]


async def test_when_everything_fails_the_brake_stops_parking_and_readiness_says_so(corner: Corner) -> None:
    probe = Probe(corner.name, corner.platform())
    await corner.topics(*probe.topics, partitions=1)
    async with corner.producer() as producer:
        for number in range(60):
            await producer.send(probe.probed.TOPIC, **wire(message(probe, number, "bug")))

    async def parked() -> int:
        return corner.database["parked"].count_documents({})

    async with live(probe.service(), probe.platform) as api:
        await becomes(lambda: failing(api), {"brake"}, seconds=JOIN + 30)
        answer = await api.get("/readyz")
        assert answer.status_code == 503
        assert probe.probed.TOPIC in answer.json()["failing"]["brake"]
        assert (await api.get("/livez")).is_success
        # The brake is on as soon as the twentieth has failed; its row is written after that.
        await becomes(parked, 20)
        await stays(parked, 20, seconds=2)
        probe.mended = True
        await becomes(lambda: corner.lag(probe.probed.TOPIC), 0)
        await holds(lambda: ready(api), "ready again after the repair")
    assert await parked() == 20
    assert corner.database["effects"].count_documents({}) == 40


async def test_a_header_name_that_is_no_text_does_not_stop_the_partition(corner: Corner) -> None:
    probe = Probe(corner.name, corner.platform())
    await corner.topics(*probe.topics, partitions=1)

    async def numbers() -> set[int]:
        return {row["number"] for row in corner.database["effects"].find()}

    async with live(probe.service(), probe.platform), corner.producer() as producer:
        await producer.send_and_wait(probe.probed.TOPIC, **wire(message(probe, 1)))
        await holds(numbers, "the group works", seconds=JOIN)
        await send_broken_header_name(producer, probe)
        await producer.send_and_wait(probe.probed.TOPIC, **wire(message(probe, 2)))
        await becomes(numbers, {1, 2})
    row = corner.database["parked"].find_one({})
    assert (row["topic"], row["partition"], row["offset"]) == (probe.probed.TOPIC, 0, 1)
    assert "cannot be unpacked" in row["error"]


async def send_broken_header_name(producer: AIOKafkaProducer, probe: Probe) -> None:
    """No client makes such a record: the bytes of a good batch are changed, and its checksum with them."""
    topic, good = probe.probed.TOPIC, wire(message(probe, 99))
    builder = DefaultRecordBatchBuilder(2, 0, 0, -1, -1, -1, 1_000_000)
    builder.append(0, timestamp=1, key=good["key"], value=good["value"], headers=[("ZZZZ", b"x")])
    batch = bytearray(builder.build())
    at = batch.index(b"ZZZZ")
    batch[at : at + 4] = b"\xff\xfe\xff\xfe"
    batch[17:21] = struct.pack(">I", calc_crc32c(bytes(batch[21:])))
    request = ProduceRequest(None, 1, 5_000, [(topic, [(0, bytes(batch))])])
    answer = await producer.client.send(producer.client.cluster.leader_for_partition(TopicPartition(topic, 0)), request)
    assert answer.topics[0][1][0][1] == 0
