"""`haichieu ingest backfill` and `replay`, with the service that visits, against a real database and a real outlet."""

import asyncio
import gzip
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from tests.integration.past_house import PAGES, TEXT, House, article, open_archive, open_past
from tests.outlets import Outlet
from tests.servers import LIVE, Corner
from tests.waiting import holds

from ingest.backfill.files import PastUnreadable
from ingest.evidence import about, as_warc
from ingest.testing import a_page
from shared.ops.clock import system_clock

pytestmark = LIVE


@pytest_asyncio.fixture(loop_scope="session")
async def outlet() -> AsyncIterator[Outlet]:
    async with open_archive() as outlet:
        yield outlet


@pytest_asyncio.fixture(loop_scope="session")
async def house(corner: Corner, outlet: Outlet, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    async with open_past(corner, outlet, monkeypatch) as house:
        yield house


async def test_an_archive_is_read_in_and_a_kill_in_the_middle_costs_nothing(
    house: House, outlet: Outlet, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await house.say("backfill", "nguon", "--no-wait") == 0

    async def some() -> bool:
        return len(house.events()) >= 20

    async with house.visiting():
        await holds(some, "a first portion was captured")
    before = len(house.events())
    # What was claimed and not done comes again when its claim runs out: here at once.
    house.corner.database["backfill_items"].update_many({"ended": ""}, {"$set": {"due_at": system_clock()}})
    capsys.readouterr()
    async with house.visiting():
        assert await house.say("backfill", "nguon") == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"read": 2, "captured": PAGES, "gone": 1}
    assert before < PAGES, "it was in the middle"
    events = house.events()
    assert len({event["subject_id"] for event in events}) == len(events) == PAGES
    assert {event["lane"] for event in events} == {"backfill"}
    assert {event["published_at"][:7] for event in events} == {"2021-05"}, "its own time, not today's"
    assert outlet.asked.count("/mat") == 1
    rows = list(house.corner.database["publications"].find({}, {"revisit_at": 1}))
    assert {row["revisit_at"] for row in rows} == {None}
    outlet.asked.clear()
    assert await house.say("backfill", "nguon") == 0
    assert outlet.asked == [], "done is done: nothing is asked for again"


async def test_it_waits_while_events_wait_to_be_published(house: House, outlet: Outlet, tmp_path: Path) -> None:
    listed = tmp_path / "addresses.txt"
    listed.write_text(f"# của năm 2021\n\n{outlet.url}/cu/1\n{outlet.url}/cu/2\n", "utf-8")
    jam = [{"_id": f"x{number}", "pending": True, "topic": "t"} for number in range(200)]
    house.corner.database["outbox"].insert_many(jam)
    assert await house.say("backfill", str(listed), "--source", "nguon", "--no-wait") == 0

    async def both() -> bool:
        return len(house.events()) == 2

    async with house.visiting():
        await asyncio.sleep(1.5)
        assert outlet.asked == []
        house.corner.database["outbox"].delete_one({"_id": "x1"})
        await holds(both, "the way is free again")


async def test_a_stopped_one_visits_no_more(house: House, outlet: Outlet, capsys: pytest.CaptureFixture[str]) -> None:
    assert await house.say("backfill", "nguon", "--no-wait") == 0
    assert await house.say("backfill", "nguon", "--stop") == 0
    assert "1 addresses were left" in capsys.readouterr().out
    async with house.visiting():
        await asyncio.sleep(0.5)
    assert outlet.asked == []


async def test_an_archive_file_is_taken_without_a_visit_and_a_day_of_it_replayed(
    house: House, outlet: Outlet, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "kho.warc.gz"
    pages = [a_page(body=article(n), address=f"https://bao.example/cu/{n}", status=200, reason="OK") for n in range(30)]
    pages.append(a_page(body=b"\x00", address="https://bao.example/anh.jpg", content_type="image/jpeg"))
    file.write_bytes(about("kho", system_clock()) + b"".join(map(as_warc, pages)))
    assert await house.say("backfill", str(file), "--source", "nguon") == 0
    assert json.loads(capsys.readouterr().out) == {"captured": 30}
    assert await house.say("backfill", str(file), "--source", "nguon") == 0
    assert json.loads(capsys.readouterr().out) == {"known": 30}
    first = {event["subject_id"]: event for event in house.events()}
    house.published()

    today = f"{system_clock():%Y-%m-%d}"
    assert await house.say("replay", "bao", today) == 0
    assert json.loads(capsys.readouterr().out) == {"replayed": 30}
    again = house.events()[30:]
    same = ("lane", "title", "text", "published_at", "content_hash", "snapshot", "correlation_id", "times")
    assert {event["subject_id"] for event in again} == first.keys()
    for event in again:
        before = first[event["subject_id"]]
        assert {name: event[name] for name in same} == {name: before[name] for name in same}
        assert event["captured_at"][:23] == before["captured_at"][:23], "when it was first seen, to the millisecond"
    assert len({event["event_id"] for event in house.events()}) == 60, "each is an event of its own"
    assert house.corner.database["snapshots"].count_documents({}) == 30, "nothing is captured twice"
    assert outlet.asked == []
    with pytest.raises(PastUnreadable, match="Nothing was first seen"):
        await house.say("replay", "bao", "2020-01-01")


async def test_a_table_is_taken_by_its_texts_and_the_rest_is_visited(
    house: House, outlet: Outlet, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "cu.csv"
    rows = ["outlet_id,outlet_name,address,title,text,published_at"]
    rows += [f"bao,Báo,https://bao.example/{n},Bài {n},{TEXT.format(n)},2020-0{n}-01T08:00:00+07:00" for n in (1, 2)]
    rows.append(f"bao,Báo,{outlet.url}/cu/7,Bài 7,,2021-05-01T08:00:00+07:00")
    table.write_text("\n".join(rows), "utf-8")
    assert await house.say("backfill", str(table)) == 0
    assert '{"captured": 2}' in capsys.readouterr().out

    async def three() -> bool:
        return len(house.events()) == 3

    async with house.visiting():
        await holds(three, "the page of the row without a text")
    assert outlet.asked == ["/cu/7"]
    assert [event["published_at"][:4] for event in house.events()] == ["2020", "2020", "2021"]


async def test_a_line_that_is_no_address_is_named_and_passed_over(
    house: House, outlet: Outlet, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = tmp_path / "addresses.txt"
    listed.write_text(f"http://[\n{outlet.url}/cu/1\nkhông phải địa chỉ\n", "utf-8")
    async with house.visiting():
        assert await house.say("backfill", str(listed), "--source", "nguon") == 2
    told = capsys.readouterr()
    assert json.loads(told.out) == {"captured": 1}
    assert [line.partition("line ")[2][:14] for line in told.err.splitlines()] == ["1: no address,", "3: no address,"]


async def test_a_record_that_cannot_be_what_it_says_is_named_and_passed_over(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "kho.warc"
    pages = [a_page(body=article(n), address=f"https://bao.example/cu/{n}", status=200, reason="OK") for n in range(3)]
    records = [gzip.decompress(as_warc(page)) for page in pages]
    records[0] = re.sub(rb"WARC-Date: \S+", b"WARC-Date: hom-qua", records[0])
    records[1] = records[1].replace(b"https://bao.example/cu/1", b"http://[")
    file.write_bytes(b"".join(records))
    assert await house.say("backfill", str(file), "--source", "nguon") == 2
    told = capsys.readouterr()
    assert json.loads(told.out) == {"captured": 1}
    assert "record 1: it says that it is of 'hom-qua', which is no time" in told.err
    assert "record 2: 'http://[' is no address" in told.err


@pytest.mark.parametrize("wrong", ["javascript:1", "http://[", "https://"])
async def test_a_list_that_is_no_address_is_refused(house: House, wrong: str) -> None:
    with pytest.raises(PastUnreadable, match="no address"):
        await house.say("backfill", "nguon", "--list", wrong)


@pytest.mark.parametrize(
    "words", [("replay", "bao", "9999-12-31"), ("backfill", "nguon", "--until", "0001-01-01"), ("replay", "bao", "hom")]
)
async def test_a_day_beyond_the_calendar_is_refused(
    house: House, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        await house.say(*words)
    assert words[-1] in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", "không phải địa chỉ", "0 addresses"),
        ("a.txt", "# nothing\n", "0 addresses"),
        ("a.warc", "no archive at all", "no WARC file"),
    ],
)
async def test_a_file_that_is_none_of_these_is_refused_with_its_line(
    house: House, tmp_path: Path, name: str, content: str, said: str
) -> None:
    file = tmp_path / name
    file.write_text(content, "utf-8")
    with pytest.raises(PastUnreadable, match=said):
        await house.say("backfill", str(file), "--source", "nguon")
    with pytest.raises(PastUnreadable, match="--source"):
        await house.say("backfill", str(file))
