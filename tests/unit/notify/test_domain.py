"""When an attempt is tried again, and when not any more."""

from datetime import timedelta

import pytest

from notify.domain import ATTEMPTS, BOUNCED, GAVE_UP, LONGEST_PAUSE, POSTPONED, SENT, Outcome, conclude, pause_after
from notify.testing import AT, a_notice


def ended(state: str, attempt: int) -> Outcome:
    return Outcome(a_notice(attempt=attempt), state, AT, "421 later")


@pytest.mark.parametrize("state", [SENT, BOUNCED, POSTPONED])
def test_before_the_last_attempt_an_outcome_is_what_it_is(state: str) -> None:
    assert conclude(ended(state, ATTEMPTS - 1)).state == state


def test_the_last_postponed_attempt_is_given_up_with_the_servers_words() -> None:
    last = conclude(ended(POSTPONED, ATTEMPTS))
    assert (last.state, last.detail, last.notice.attempt) == (GAVE_UP, "421 later", ATTEMPTS)


@pytest.mark.parametrize("state", [SENT, BOUNCED])
def test_a_last_attempt_that_ended_is_not_given_up(state: str) -> None:
    assert conclude(ended(state, ATTEMPTS)).state == state


def test_pauses_double_up_to_two_hours() -> None:
    pauses = [pause_after(attempt) for attempt in range(1, ATTEMPTS + 1)]
    assert pauses[:3] == [timedelta(seconds=15), timedelta(seconds=30), timedelta(minutes=1)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE
    assert timedelta(hours=18) < sum(pauses[:-1], timedelta()) < timedelta(hours=30)
