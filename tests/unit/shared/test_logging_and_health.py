"""One JSON object per line; probes that answer with a sentence."""

import asyncio
import json
import logging
import sys
from typing import Any

import pytest
from pydantic import SecretStr
from pymongo.errors import DuplicateKeyError

from shared.failures import Conflict
from shared.ops import health
from shared.ops.health import failing
from shared.ops.logging import JsonFormatter, about, correlation


def line_of(message: str, *args: object, level: int = logging.INFO, **extra: Any) -> dict[str, Any]:
    exc_info = extra.pop("exc_info", None)
    record = logging.getLogger("t").makeRecord("t", level, "f.py", 1, message, args, exc_info, extra=extra)
    text = JsonFormatter("casework").format(record)
    assert "\n" not in text
    return json.loads(text)


def test_a_line_names_time_level_service_and_its_own_fields() -> None:
    line = line_of("mở %s", "vụ việc", action="case.opened", count=3)
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "INFO",
        "service": "casework",
        "logger": "t",
        "message": "mở vụ việc",
        "action": "case.opened",
        "count": 3,
    }


def test_the_journey_is_on_every_line_while_it_lasts() -> None:
    token = correlation.set("journey-1")
    assert line_of("x")["correlation_id"] == "journey-1"
    correlation.reset(token)
    assert "correlation_id" not in line_of("x")


def test_a_line_about_several_journeys_says_how_many_and_the_first() -> None:
    with about(["journey-1", "", "journey-2"]):
        line = line_of("x")
        with about(["journey-2"]):
            assert line_of("x")["correlation_id"] == "journey-2"
    assert (line["correlation_ids"], line["first_correlation_id"]) == (2, "journey-1")
    assert "correlation_id" not in line
    assert not {"correlation_ids", "correlation_id"} & set(line_of("x"))


def test_an_exception_stays_on_its_line() -> None:
    try:
        raise ValueError("two\nlines")
    except ValueError:
        line = line_of("failed", level=logging.ERROR, exc_info=sys.exc_info())
    assert "ValueError: two\nlines" in line["exception"]


def test_half_a_surrogate_pair_does_not_cost_the_line() -> None:
    record = logging.getLogger("t").makeRecord("t", logging.INFO, "f.py", 1, "nợ \udc80", (), None)
    text = JsonFormatter("casework").format(record)
    assert json.loads(text.encode())["message"] == "nợ \udc80"


def test_a_secret_given_to_the_log_is_masked() -> None:
    assert line_of("x", password=SecretStr("geheim"))["password"] == "**********"
    assert "geheim" not in line_of("%s", SecretStr("geheim"))["message"]


def test_what_json_does_not_know_is_written_as_text() -> None:
    assert (
        line_of(
            "x",
            thing={
                1,
            },
        )["thing"]
        == "{1}"
    )


async def test_probes_that_are_well_say_nothing() -> None:
    async def well() -> None:
        return None

    assert await failing({"mongo": well}) == {}


async def test_a_probe_that_complains_or_raises_is_named_with_its_sentence() -> None:
    async def well() -> None:
        return None

    async def ill() -> str:
        return "MongoDB does not answer"

    async def broken() -> str:
        raise TimeoutError("2 s")

    found = await failing({"mongo": ill, "relay": well, "brake": broken})
    assert found == {"mongo": "MongoDB does not answer", "brake": "TimeoutError: 2 s"}


async def test_a_probe_that_never_answers_is_a_failing_one(monkeypatch: pytest.MonkeyPatch) -> None:
    async def mute() -> str | None:
        await asyncio.Event().wait()
        return None

    monkeypatch.setattr(health, "PROBE_SECONDS", 0.01)
    assert await failing({"mongo": mute}) == {"mongo": "TimeoutError: no answer within 0 s"}


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
async def test_a_probe_cannot_swallow_the_end_of_the_process(error: type[BaseException]) -> None:
    async def ended() -> str:
        raise error

    with pytest.raises(error):
        await failing({"x": ended})


def test_the_words_of_a_driver_stay_out_of_the_trace_and_the_way_there_is_told() -> None:
    words = "E11000 dup key, full error: {'address': 'a@b.vn'}"
    try:
        try:
            raise DuplicateKeyError(words)
        except DuplicateKeyError as error:
            raise Conflict("MongoDB: DuplicateKeyError 11000") from error
    except Conflict:
        trace = line_of("parked", exc_info=sys.exc_info())["exception"]
    assert "a@b.vn" not in trace
    assert "DuplicateKeyError: (its words are withheld)" in trace
    assert "Conflict: MongoDB: DuplicateKeyError 11000" in trace
    assert "raise DuplicateKeyError" in trace, "the code is told, and it is ours"
