"""JSON lines on stdout. `action=` is the stable, machine-readable verb of each line; payloads are never logged."""

import json
import logging
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

correlation: ContextVar[str] = ContextVar("correlation", default="")
"""Journey of what is being handled now; every line logged meanwhile carries it."""
_batch: ContextVar[tuple[int, str] | None] = ContextVar("batch", default=None)
"""Of several journeys at once: how many, and the first."""

TALKATIVE = ("pymongo", "bson")

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}


@contextmanager
def about(journeys: Sequence[str]) -> Iterator[None]:
    """Every line logged meanwhile says what it is about: the one journey, or how many and the first of them."""
    known = [journey for journey in journeys if journey]
    tokens = correlation.set(known[0] if len(known) == 1 else ""), _batch.set((len(known), known[0]) if known else None)
    try:
        yield
    finally:
        correlation.reset(tokens[0])
        _batch.reset(tokens[1])


class JsonFormatter(logging.Formatter):
    """One object per line: time, level, service, logger, message, then the line's own fields."""

    def __init__(self, service: str) -> None:
        super().__init__()
        self._service = service

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "service": self._service,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if journey := correlation.get():
            line["correlation_id"] = journey
        elif batch := _batch.get():
            line["correlation_ids"], line["first_correlation_id"] = batch
        line |= {key: value for key, value in vars(record).items() if key not in _STANDARD}
        if record.exc_info:
            line["exception"] = _trace(record.exc_info[1])
        # A lone surrogate cannot be written as UTF-8 and would cost the line: as JSON's escape it can.
        return json.dumps(line, ensure_ascii=False, default=str).encode("utf-8", "backslashreplace").decode()


def _trace(error: BaseException | None) -> str:
    """The whole chain with its lines of code. The words of a driver's error stay out: they quote whole documents."""
    if error is None:
        return ""
    head = traceback.TracebackException.from_exception(error)
    told: traceback.TracebackException | None = head
    cause: BaseException | None = error
    while told is not None and cause is not None:
        if type(cause).__module__.split(".")[0] in TALKATIVE:
            vars(told)["_str"] = "(its words are withheld)"
        told, cause = told.__cause__ or told.__context__, cause.__cause__ or cause.__context__
    return "".join(head.format())


def set_up(service: str, level: str) -> None:
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter(service))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for chatty in (
        "aiokafka",
        "faststream",
        "httpx",
        "httpcore",
        "uvicorn.access",
        "pymongo",
        "trafilatura",
        "htmldate",
    ):
        logging.getLogger(chatty).setLevel(logging.WARNING)
