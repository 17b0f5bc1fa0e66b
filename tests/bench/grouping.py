"""How fast `haichieu group` is, and how much memory it takes, on generated publications of 2 KB, 5,000 a day."""

import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.grouping_quality import b_cubed
from tests.invented import COMMON, name

WORDS = 330
A_DAY = 5_000
REPORTS = 4
"""Of one event: two in their own words, and a copy of each, cut or without its last third."""


@dataclass(frozen=True, slots=True)
class Grouping:
    records: int
    seconds: float
    """Of one core."""
    wall: float
    rss_mb: float
    right: float
    """B-cubed F1 against the events that the texts were made for."""

    @property
    def each_us(self) -> float:
        return self.seconds / self.records * 1e6


def measure_grouping(records: int) -> Grouping:
    """Runs the command as a person would, on a file."""
    with tempfile.TemporaryDirectory() as folder:
        given, answered = Path(folder, "in.jsonl"), Path(folder, "out.jsonl")
        with given.open("wb") as file:
            file.writelines(publications(records))
        command = [str(Path(sys.executable).with_name("haichieu")), "group"]
        started = datetime.now(UTC)
        with given.open("rb") as stdin, answered.open("wb") as stdout:
            child = subprocess.Popen(command, stdin=stdin, stdout=stdout)
            _, status, used = os.wait4(child.pid, 0)
        wall = (datetime.now(UTC) - started).total_seconds()
        if status:
            raise RuntimeError(f"haichieu group ended with {os.waitstatus_to_exitcode(status)}")
        with answered.open("rb") as lines:
            said = [json.loads(line)["story"] for line in lines]
    right = b_cubed([number // REPORTS for number in range(records)], said)[2]
    return Grouping(records, used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024, right)


def publications(records: int) -> Iterator[bytes]:
    """Seeded: every run has the same texts. The reports of an event come one after the other, hours apart."""
    drawn = random.Random(2022)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    own: list[str] = []
    names: list[str] = []
    for number in range(records):
        version = number % REPORTS
        if version == 0:
            names = [f"{name(drawn)} {name(drawn)}" for _ in range(8)]
            own = [_text(drawn, names), _text(drawn, names)]
        text = own[version % 2]
        if version >= 2:
            text = text[: len(text) * 2 // 3]
        at = start + timedelta(days=number / A_DAY, hours=drawn.uniform(0, 6))
        row = {"id": f"bai-{number}", "title": " ".join(names[:2]), "text": text, "published_at": at.isoformat()}
        yield json.dumps(row, ensure_ascii=False).encode() + b"\n"


def _text(drawn: random.Random, names: list[str]) -> str:
    words = drawn.choices(COMMON, k=WORDS)
    for place in range(0, WORDS, 10):
        words[place] = drawn.choice(names)
    return " ".join(words)
