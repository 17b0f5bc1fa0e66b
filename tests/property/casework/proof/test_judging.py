"""Whatever is seen, in whatever order, there is one reading in words."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.casework.proof.examples import (
    PAGE,
    Story,
    a_request,
    article,
    notice,
    place,
)

from casework.domain.proof.sentences import KINDS, sentences, summary

PAGES = st.sampled_from(
    [
        article(),
        article("sửa"),
        article(state="gone"),
        place(),
        place(state="failed"),
        notice(),
        notice("Khác"),
        notice(state="gone", text=""),
        notice(state="failed", text=""),
        notice(title="Đính chính"),
        notice(address=f"{PAGE}0"),
    ]
)


LOOKS = st.lists(st.tuples(st.lists(PAGES, max_size=5), st.integers(0, 72)), max_size=12)


@given(
    LOOKS, st.sampled_from(["correction", "reply"]), st.sampled_from(["online", "daily", "weekly", "tv", "facebook"])
)
def test_whatever_is_seen_there_is_a_reading_in_words(looks: list, track: str, medium: str) -> None:  # type: ignore[type-arg]  # hypothesis
    story = Story(a_request(track, medium))  # type: ignore[arg-type]  # drawn from the tracks
    for pages, hours in looks:
        story.saw(*pages, hours=hours)
    reading = story.reads(days=1)
    assert summary(reading).startswith(KINDS[reading.kind])
    assert sentences(reading)
    assert (reading.outcome == "published") == (reading.kind == "full")
    assert reading.kind != "partial" or reading.missing
    if reading.keeping:
        span = reading.keeping.last - reading.keeping.first
        assert timedelta(0) <= timedelta(days=reading.keeping.days) <= span


@given(LOOKS, st.randoms())
def test_looks_that_arrive_in_another_order_read_the_same(looks: list, random: object) -> None:  # type: ignore[type-arg]  # hypothesis
    story = Story()
    for pages, hours in looks:
        story.saw(*pages, hours=hours + 1)
    shuffled = list(story.proof.observations)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # random.Random
    other = Story()
    for observation in (*shuffled, *shuffled):
        other.proof = other.proof.saw(observation)
    assert other.proof == story.proof
