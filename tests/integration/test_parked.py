"""What was parked is listed, shown, replayed and dropped by the real commands."""

import asyncio
import json
import sys
from getpass import getuser
from pathlib import Path
from typing import Any

from tests.probe import Probe, message, wire
from tests.servers import LIVE, Corner, Document, bodies, environment, live
from tests.waiting import becomes, holds

from shared.kit import Kit
from shared.messaging import topics
from shared.ops.settings import Platform
from shared.posting import REPLAY_FOR, Parcel, Record
from shared.store.parked import AlreadySettled

pytestmark = LIVE

JOIN = 40.0
CAPTURED = "ingest.publication-captured.v1"
TWO = ("ingest", "casework")


async def command(platform: Platform, *words: str, **env: str) -> tuple[int, list[Any], str]:
    """Exit code, the JSON lines of stdout, stderr."""
    process = await asyncio.create_subprocess_exec(
        *words,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=environment(platform) | env,
    )
    async with asyncio.timeout(60):
        out, error = await process.communicate()
    return process.returncode or 0, [json.loads(line) for line in out.decode().splitlines()], error.decode()


async def test_replay_reaches_only_the_group_it_is_meant_for(corner: Corner) -> None:
    ours = Probe(corner.name, corner.platform())
    theirs = Probe(f"{corner.name}x", corner.platform(), listens_to=corner.name)
    theirs.mended = True
    await corner.topics(*ours.topics, *theirs.topics[1:], partitions=1)
    event = message(ours, 7, "permanent")
    async with live(ours.service(), ours.platform), live(theirs.service(), theirs.platform) as their_api:
        async with corner.producer() as producer:
            await producer.send_and_wait(ours.probed.TOPIC, **wire(event))
        await holds(lambda: _row(corner), "parked", seconds=JOIN)
        row = await _row(corner)
        ours.mended = True
        words = (sys.executable, "-m", "tests.probe", "parked")
        code, [answer], _ = await command(ours.platform, *words, "replay", row["_id"], PROBE_NAME=corner.name)
        assert (code, answer) == (0, {"replayed": row["_id"]})

        async def numbers() -> list[int]:
            return [effect["number"] for effect in corner.database["effects"].find()]

        await becomes(numbers, [7])
        await becomes(lambda: corner.lag(ours.probed.TOPIC, theirs.name), 0)
        assert 'outcome="skipped"} 1.0' in (await their_api.get("/metrics")).text
    original, replayed = await corner.read(ours.probed.TOPIC)
    assert (replayed.key, replayed.value) == (original.key, original.value)
    assert dict(replayed.headers) == dict(original.headers) | {REPLAY_FOR: corner.name.encode()}
    others = corner.mongo[f"haichieu_{theirs.name}"]
    assert [effect["number"] for effect in others["effects"].find()] == [7]
    corner.mongo.drop_database(others.name)
    code, _, error = await command(ours.platform, *words, "replay", row["_id"], PROBE_NAME=corner.name)
    assert code == 2
    assert "already replayed" in error


async def _row(corner: Corner) -> Document | None:
    return corner.database["parked"].find_one({})


async def test_the_commands_of_a_real_service_and_of_the_stack(corner: Corner) -> None:
    """Garbage on a real topic, a real service, `python -m classify parked …` and `haichieu parked …`."""
    platform = corner.platform()
    await topics.ensure(corner.platform(partitions=1))
    service = corner.process("classify", "-m", "classify", "serve", platform=platform)
    await service.start()
    garbage = [f"rác {corner.name} {number}".encode() for number in range(2)]
    async with corner.producer() as producer:
        for value in garbage:
            await producer.send_and_wait(CAPTURED, value, key=b"\xff", headers=[("stranger", b"\xfe")])
    own = (sys.executable, "-m", "classify", "parked")
    stack = (str(Path(sys.executable).with_name("haichieu")), "parked")

    async def listed() -> int:
        return len((await command(platform, *own, "list"))[1])

    await becomes(listed, 2, seconds=JOIN)
    code, rows, _ = await command(platform, *stack, "list")
    assert code == 0
    assert {(row["topic"], row["group"], row["error_type"]) for row in rows} == {(CAPTURED, "classify", "Unreadable")}
    newest, oldest = rows
    code, [shown], _ = await command(platform, *stack, "show", oldest["id"])
    assert shown["value"] == garbage[0].decode()
    assert shown["offset"] < newest["offset"]
    assert (await command(platform, *stack, "drop", oldest["id"]))[0] == 0
    assert (await command(platform, *own, "replay", newest["id"]))[0] == 0

    async def still_parked() -> set[str]:
        return {row["id"] for row in (await command(platform, *own, "list"))[1]} - {newest["id"], oldest["id"]}

    await holds(still_parked, "the replayed record is still garbage, so it is parked again")
    sent = [record for record in await corner.read(CAPTURED) if record.value == garbage[1]]
    assert [(record.key, dict(record.headers)["stranger"]) for record in sent] == [(b"\xff", b"\xfe")] * 2
    for words, verb in ((stack, "drop"), (own, "drop"), (own, "replay")):
        for row, state in ((oldest, "dropped"), (newest, "replayed")):
            code, said, error = await command(platform, *words, verb, row["id"])
            assert (code, said) == (2, [])
            assert f"{row['id']} was already {state} at " in error
            assert f"by {getuser()}, and nothing was done" in error
            assert f"{CAPTURED}/{row['partition']}/{row['offset']}, parked by classify for Unreadable" in error
            assert error.count("\n") == 1
    code, [shown], _ = await command(platform, *stack, "show", oldest["id"])
    assert (code, shown["status"], shown["settled_by"]) == (0, "dropped", getuser())
    for words in (own, stack):
        code, _, error = await command(platform, *words, "show", "no-such-id")
        assert code == 2
        assert "parked list" in error
    async with asyncio.timeout(30):
        await service.stop()
    told = [
        row for row in bodies(await corner.read("classify.parked.v1")) if row["subject_id"] in {r["id"] for r in rows}
    ]
    assert len(told) == 2
    corner.mongo.drop_database("haichieu_classify")


async def test_a_record_that_two_services_parked_is_decided_for_the_one_that_is_named(corner: Corner) -> None:
    """Ingest and casework park the same bytes: the same id in both databases."""
    stack, platform = (str(Path(sys.executable).with_name("haichieu")), "parked"), corner.platform()
    kits = {name: Kit(name, corner.platform(mongo_database=f"haichieu_{name}"), (), lambda work: work) for name in TWO}
    assert (await command(platform, *stack, "list", "--service", "notify"))[1:] == (
        [],
        "No record is parked by notify.\n",
    )
    for kit in kits.values():
        await kit.store.start()
    for number, name in enumerate((*TWO, "ingest")):
        # The first record comes to both, a second one afterwards to ingest alone: the newest of all.
        record = Record("notify.delivery-changed.v1", 0, number // 2, 1_700_000_000_000, b"K", b"x")
        await kits[name].parking.park(Parcel(record, name, "Unreadable", "no JSON", 1))
    try:
        _, rows, _ = await command(platform, *stack, "list")
        assert [row["service"] for row in rows] == ["ingest", "casework", "ingest"]
        assert (await command(platform, *stack, "list", "--limit", "1"))[1] == rows[:1]
        both = rows[1]["id"]
        for verb in ("show", "replay", "drop"):
            code, said, error = await command(platform, *stack, verb, both)
            assert (code, said) == (2, [])
            assert f"haichieu parked {verb} {both} --service casework" in error
        assert (await command(platform, *stack, "drop", both, "--service", "casework"))[0] == 0
        assert [row async for row in kits["casework"].parking.newest()] == []
        assert both in {row["_id"] async for row in kits["ingest"].parking.newest()}
        assert (await command(platform, *stack, "show", rows[0]["id"]))[1][0]["group"] == "ingest"
        code, _, error = await command(platform, *stack, "show", both, "--service", "notify")
        assert (code, error) == (2, f"notify has no parked record {both}. Try: haichieu parked list\n")
    finally:
        for name, kit in kits.items():
            await kit.store.stop()
            corner.mongo.drop_database(f"haichieu_{name}")


async def test_of_two_who_decide_at_once_one_is_told_who_the_other_is(corner: Corner) -> None:
    kit = Kit("casework", corner.platform(mongo_database=corner.database.name), (), lambda work: work)
    await kit.store.start()
    try:
        record = Record("classify.publication-assessed.v1", 0, 1, 1_700_000_000_000, b"K", b"x")
        await kit.parking.park(Parcel(record, "casework", "Unreadable", "no JSON", 1))
        [row] = [row async for row in kit.parking.newest()]
        who = [f"người {number}" for number in range(4)]
        decide = (kit.parking.replay, kit.parking.replay, kit.parking.drop, kit.parking.drop)
        ended = await asyncio.gather(
            *(one(row["_id"], by) for one, by in zip(decide, who, strict=True)), return_exceptions=True
        )
        [first] = [by for by, error in zip(who, ended, strict=True) if error is None]
        assert (await kit.parking.show(row["_id"]))["settled_by"] == first
        late = [error for error in ended if error is not None]
        assert [type(error) for error in late] == [AlreadySettled] * 3
        assert all(f"by {first}, and nothing was done now" in str(error) for error in late)
    finally:
        await kit.store.stop()
