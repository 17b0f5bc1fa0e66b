"""The table of due times: both laws, every medium, Tết, year ends, month lengths, leap days.

The expected times were computed from a hand-written list of days off, not from the library that the product uses.
"""

import csv
from datetime import datetime
from pathlib import Path

import pytest

from casework.domain.clocks.due import VIETNAM
from casework.domain.clocks.rulebook import NoRule
from casework.domain.clocks.vocabulary import MEDIA
from casework.rulefile import load_clocks

BOOK, RECKONER = load_clocks()
with Path(__file__).with_name("dues.tsv").open(encoding="utf-8") as table:
    ROWS = list(csv.DictReader(table, delimiter="\t"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['rule']}-{row['medium']}-{row['at']}")
def test_due(row):
    at = datetime.fromisoformat(row["at"])
    day = at.astimezone(VIETNAM).date()
    if row["due"] == "NoRule":
        with pytest.raises(NoRule):
            BOOK.find(row["rule"], row["medium"], day)
        return
    # The answer comes before the publication: a rule's first duty is the one with a time.
    due = RECKONER.due(BOOK.find(row["rule"], row["medium"], day)[0], at)
    assert (due.at.isoformat() if due.at else "-") == row["due"], row["why"]
    assert due.steps[-1].startswith("Căn cứ: ")


def test_the_table_is_wide():
    assert len(ROWS) >= 150
    assert {row["medium"] for row in ROWS} == MEDIA
    assert {
        rule.id for day in ("2022-08-12", "2026-08-01") for rule in BOOK.on(datetime.fromisoformat(day).date())
    } == {row["rule"] for row in ROWS}
