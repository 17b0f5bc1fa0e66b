"""Dates as Vietnamese feeds really write them; all mean 24/11/2026 10:52:00 in Vietnam unless said otherwise."""

from datetime import UTC, datetime

import pytest

from ingest.reading.dates import parse_date

MOMENT = datetime(2026, 11, 24, 3, 52, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Tue, 24 Nov 2026 10:52:00 +0700",
        "Tue, 24 Nov 2026 10:52:00 +07",
        "Tue, 24 Nov 2026 10:52:00 +7",
        "Tue, 24 Nov 2026 10:52:00 GMT+7",
        "Tue, 24 Nov 2026 10:52:00 GMT+07",
        "Tue, 24 Nov 2026 10:52:00 UTC+7",
        "Tue, 24 Nov 2026 03:52:00 GMT",
        "Tue, 24 Nov 2026 10:52 +0700",
        "Tue, 24 Nov 2026 10:52:00",
        "\u202fTue,\u00a024\u2007Nov 2026\t10:52:00\u202f+07 \n",
        "11/24/2026 10:52:00 AM",
        "11/24/2026\u202f10:52:00\u00a0AM",
        "11/24/2026 10:52:00",
        "2026-11-24T10:52:00+07:00",
        "2026-11-24T10:52:00+0700",
        "2026-11-24T10:52:00+07",
        "2026-11-24T10:52:00 +07",
        "2026-11-24T03:52:00Z",
        "2026-11-24T03:52:00.000Z",
        "2026-11-24T10:52:00",
        "2026-11-24 10:52:00",
    ],
)
def test_every_way_of_writing_the_same_moment(text: str) -> None:
    assert parse_date(text) == MOMENT


def test_us_order_means_month_first_and_the_afternoon_is_the_afternoon() -> None:
    assert parse_date("9/1/2026 10:52:00 PM") == datetime(2026, 9, 1, 15, 52, tzinfo=UTC)


def test_a_day_without_a_time_begins_in_vietnam() -> None:
    assert parse_date("2026-11-24") == datetime(2026, 11, 23, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "hôm qua",
        "24/11/2026 10:52:00",
        "32/13/2026 10:52:00 AM",
        "Tue, 24 Nov 2026 25:61:00 +0700",
        "Tue, 24 Nov 2026 10:52:00 +99",
        "+7",
        "GMT+7",
        "1" * 5_000,
    ],
)
def test_what_is_no_date_is_no_date(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Tue, 24 Nov 9999 10:52:00 +0700",
        "Tue, 24 Nov 99999999999 10:52:00 +0700",
        "Tue, 24 Nov 2026 10:52:00 +99999999999999999999",
        "Tue, 24 Nov 2026 99999999999999999999:52:00 +0700",
        "9999-12-31T23:59:59-07:00",
        "0001-01-01T00:00:00+07:00",
        "1989-12-31T00:00:00Z",
        "2200-01-01T00:00:00Z",
    ],
)
def test_absurd_dates_are_no_dates_and_break_nothing(text: str) -> None:
    assert parse_date(text) is None
