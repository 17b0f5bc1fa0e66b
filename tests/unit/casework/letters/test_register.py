"""The register's rule: the next number, the year of Vietnam, a voided line that stays."""

from datetime import UTC, datetime

import pytest

from casework.letters.refusals import AlreadyVoided, NoReason, NoTimezone, SeriesUnfit
from casework.letters.register import next_entry, year_of

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(("last", "printed"), [(0, "01"), (8, "09"), (9, "10"), (99, "100"), (1233, "1234")])
def test_the_next_number_is_one_more(last, printed):
    assert next_entry(last, "LĐLĐ", "l", "an", AT).printed == printed


@pytest.mark.parametrize(
    ("at", "year"),
    [
        (datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC), 2026),
        (datetime(2026, 12, 31, 17, 0, 0, tzinfo=UTC), 2027),
        (datetime(2027, 1, 1, 0, 0, 0, tzinfo=UTC), 2027),
    ],
)
def test_the_year_turns_at_midnight_in_vietnam(at, year):
    assert year_of(at) == year


def test_a_voided_line_keeps_number_reason_and_hand():
    entry = next_entry(4, "LĐLĐ", "l", "an", AT).voided(" In nhầm ", "phat", AT)
    assert (entry.number, entry.voiding.reason, entry.voiding.by) == (5, "In nhầm", "phat")
    with pytest.raises(AlreadyVoided, match="In nhầm"):
        entry.voided("lần nữa", "phat", AT)
    with pytest.raises(NoReason):
        next_entry(4, "LĐLĐ", "l", "an", AT).voided(" ", "phat", AT)


@pytest.mark.parametrize("series", ["", " LĐLĐ", "a:b", "x" * 41, "a\nb"])
def test_a_series_must_be_a_name(series):
    with pytest.raises(SeriesUnfit):
        next_entry(0, series, "l", "an", AT)


def test_a_time_without_zone_has_no_year():
    with pytest.raises(NoTimezone):
        year_of(datetime(2026, 12, 31, 23, 0))
