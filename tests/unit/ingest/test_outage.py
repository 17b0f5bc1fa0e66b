"""Is it they, or is it we?"""

from datetime import timedelta

from ingest.fetching.outage import HOSTS_UNTIL_OURS, WINDOW, Outage
from ingest.testing import AT


def test_several_hosts_that_fall_silent_at_once_are_our_own_network() -> None:
    outage = Outage()
    for number in range(HOSTS_UNTIL_OURS):
        assert not outage.ours(AT)
        outage.silent(f"{number}.example", AT)
    assert outage.ours(AT)


def test_one_host_however_often_is_the_hosts_own() -> None:
    outage = Outage()
    for _ in range(50):
        outage.silent("bao.example", AT)
    assert not outage.ours(AT)


def test_any_answer_says_that_our_network_is_there() -> None:
    outage = Outage()
    for number in range(9):
        outage.silent(f"{number}.example", AT)
    outage.answered()
    assert not outage.ours(AT)


def test_when_our_machine_says_so_one_silence_is_enough() -> None:
    outage = Outage()
    outage.silent("bao.example", AT, certain=True)
    assert outage.ours(AT)
    outage.answered()
    outage.silent("bao.example", AT)
    assert not outage.ours(AT)


def test_old_silences_say_nothing_about_now() -> None:
    outage = Outage()
    for number in range(9):
        outage.silent(f"{number}.example", AT)
    assert not outage.ours(AT + WINDOW + timedelta(seconds=1))
