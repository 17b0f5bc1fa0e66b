"""The small commands of README, as processes: no stack is needed for them."""

import asyncio
import json
import sys

import pytest
from tests.e2e.command import HOME, haichieu, run
from tests.outlets import article, item, rss

pytestmark = pytest.mark.e2e

TEXT = "Sáng nay, hơn hai trăm công nhân của một xưởng may ngừng việc vì ba tháng chưa được trả lương. " * 4
PUBLICATIONS = [
    {"id": "a", "title": "Công nhân Lào Cai bị nợ lương", "text": "Ba tháng nay chưa ai trả lời."},
    {"id": "b", "title": "Giá vàng hôm nay", "text": "Giá vàng tăng nhẹ."},
]


async def test_classify_judges_a_file_of_publications() -> None:
    lines = "".join(json.dumps(row) + "\n" for row in PUBLICATIONS).encode()
    code, out, error = await haichieu("classify", seconds=30, read=lines)
    assert (code, error) == (0, "")
    assert [(row["id"], row["relevant"]) for row in map(json.loads, out.splitlines())] == [("a", "yes"), ("b", "no")]


async def test_parse_reads_what_it_is_given_and_refuses_what_is_nothing() -> None:
    words = ("ingest", "parse", "-", "--url", "https://bao.example/x", "--content-type", "text/html")
    feed, page, nothing = await asyncio.gather(
        *(haichieu(*words, seconds=30, read=body) for body in (rss(item("/1")), article("Nợ lương", TEXT), b"\x00\x01"))
    )
    assert (feed[0], json.loads(feed[1])["entries"][0]["address"]) == (0, "https://bao.example/1")
    assert (page[0], json.loads(page[1])["articles"][0]["title"]) == (0, "Nợ lương")
    assert nothing == (2, "", "NotAList: https://bao.example/x answered something that is not a feed (text/html).\n")


async def test_a_service_prints_its_settings_and_what_it_sends_and_receives() -> None:
    words = (("ingest", "settings"), ("notify", "asyncapi"))
    answers = await asyncio.gather(*(run(sys.executable, "-m", *pair, seconds=60) for pair in words))
    assert [code for code, *_ in answers] == [0, 0]
    settings, document = (out for _, out, _ in answers)
    assert {"INGEST_SOURCES=", "HAICHIEU_SESSION_SECONDS=10.0"} <= set(settings.splitlines())
    kept = HOME / "tests" / "contract" / "asyncapi" / "notify.json"
    assert json.loads(document) == json.loads(kept.read_text("utf-8"))


async def test_bench_is_the_bench_of_the_repository() -> None:
    """What it measures takes minutes; how it refuses what it does not know does not."""
    code, _, error = await haichieu("bench", "writes", "--kafka", "none", seconds=30)
    assert code == 2
    assert "python -m tests.bench: error" in error


def test_what_is_to_be_copied_is_there() -> None:
    assert (HOME / "deploy" / "env" / ".env.example").is_file()
    assert "/.env" in (HOME / ".gitignore").read_text("utf-8").split(), "the copy is one's own"


@pytest.mark.parametrize(
    ("word", "spared"),
    [("up", ["faststream", "motor", "holidays", "fastapi"]), ("clocks", ["pymongo", "aiokafka", "fastapi"])],
)
async def test_what_a_word_does_not_need_is_not_loaded(word: str, spared: list[str]) -> None:
    asked = f"import sys\nfrom haichieu.cli import _parser\n_parser({word!r})\nprint(*sys.modules)"
    code, loaded, error = await run(sys.executable, "-c", asked, seconds=30)
    assert (code, error) == (0, "")
    assert sorted({*spared} & {*loaded.split()}) == []
