"""Dates as Vietnamese feeds really write them; all mean 24/11/2026 10:52:00 in Vietnam unless said otherwise."""

from datetime import UTC, datetime

import pytest

from ingest.reading.dates import day_comes_first, parse_date

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
        "Tue, 24/11/2026 10:52 GMT+7",
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
        "24/11/2026 10:52:00",
        "24/11/2026 10:52:00 SA",
        "24/11/2026 10:52 GMT+7",
        "24.11.2026 10:52",
        "10:52 | 24/11/2026",
        "10:52:00 24/11/2026 +07:00",
        "24/11/2026-10:52",
        "24/11/2026 03:52 GMT",
        "24/11/2026 12:52:00 +0900",
        "Thứ ba, 24/11/2026 - 10:52",
        "Thứ Ba, ngày 24/11/2026 10:52 (GMT+7)",
        "Thứ 3, 24/11/2026, 10:52 (GMT+07:00)",
        "10h52 ngày 24 tháng 11 năm 2026",
        "Đăng ngày 24/11/2026 lúc 10 giờ 52",
        "Cập nhật lúc 10:52, 24/11/2026",
    ],
)
def test_every_way_of_writing_the_same_moment(text: str) -> None:
    assert parse_date(text) == MOMENT


def test_us_order_means_month_first_and_the_afternoon_is_the_afternoon() -> None:
    assert parse_date("9/1/2026 10:52:00 PM") == datetime(2026, 9, 1, 15, 52, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "day_first", "month"),
    [
        ("5/6/2026 10:52", False, 5),
        ("5/6/2026 10:52", True, 6),
        ("5/6/2026 10:52:00 AM", True, 5),
        ("5/6/2026 10:52:00 CH", False, 6),
        ("Chủ nhật, 5/6/2026 10:52", False, 6),
        ("5/24/2026 10:52", True, 5),
    ],
)
def test_what_may_mean_two_days_means_what_its_feed_or_its_words_say(text: str, day_first: bool, month: int) -> None:
    moment = parse_date(text, day_first=day_first)
    assert moment is not None
    assert moment.month == month


def test_one_date_of_a_feed_that_can_mean_only_one_day_speaks_for_the_others() -> None:
    assert day_comes_first(["5/6/2026 10:52", "24/6/2026 10:52"])
    assert not day_comes_first(["5/6/2026 10:52", "6/24/2026 10:52", "Tue, 24 Nov 2026", ""])


def test_a_day_without_a_time_begins_in_vietnam() -> None:
    assert parse_date("2026-11-24") == datetime(2026, 11, 23, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "hôm qua",
        "công nhân nghỉ việc ngày 24/11/2026 lúc 10:52",
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
