"""One step of a re-assessment, and how it is shown; in memory."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from classify.again.judged import Again, Kept, judge_again
from classify.again.progress import Progress, bar
from classify.again.run import Run
from classify.again.verbs import moment
from classify.judgement.judge import Judgement
from classify.outgoing import to_event
from classify.refusals import Refused
from classify.routing import Units
from classify.teaching.kept import LastSaid
from classify.testing import a_publication

AT = a_publication().captured_at
NO = Judgement("no", 0.01, 0.02, 0.9, "other", "neutral", "low", (), (), "press-2")
RUN = Run(1, AT, AT, "press-2", "lan", total=4)


def kept(relevant: str = "no", **said: str) -> Kept:
    last = LastSaid(**{"relevant": relevant, "topic": "other", "tone": "neutral", "urgency": "low", **said})
    return Kept(a_publication(version=3), last, "press-1", "journey-1")


def again(before: str, after: str) -> Again:
    class Fixed:
        def judge(self, title: str, text: str, *, explain_all: bool) -> Judgement:
            return replace(NO, relevant=after)

    return judge_again("m9", kept(before), Fixed(), Units(()), AT)


@pytest.mark.parametrize(
    ("before", "after", "grouped"), [("no", "unsure", True), ("unsure", "no", False), ("yes", "unsure", False)]
)
def test_what_changed_is_a_newer_version_on_its_own_lane(before: str, after: str, grouped: bool) -> None:
    event = to_event(made := again(before, after).assessment)
    assert (event.subject_version, event.replaces, event.model_version) == (4, "press-1", "press-2")
    assert (event.publication.lane, event.correlation_id, event.relevant) == ("backfill", "journey-1", after)
    assert bool(made.item) is grouped, "only what nobody saw before has no story yet"


def test_a_page_is_counted_and_the_next_one_begins_behind_it() -> None:
    run = RUN.step([again("no", "unsure"), again("no", "no"), again("yes", "no")])
    assert (run.done, run.changed, run.after) == (3, 2, (AT, "publication-1"))
    assert run.ways == {"relevant: no → unsure": 1, "relevant: yes → no": 1}
    assert run.step([again("no", "unsure")]).ways["relevant: no → unsure"] == 2


def test_progress_counts_to_what_was_there_when_it_began() -> None:
    assert bar(replace(RUN, done=2, changed=1)) == f"[{'#' * 15}{'.' * 15}] 2 of 4 · 1 changed"
    assert bar(replace(RUN, total=0)).startswith(f"[{'#' * 30}]")


def test_a_file_gets_a_line_seldom_and_the_last_one_always() -> None:
    out = io.StringIO()
    tell = Progress(out)
    for number in range(5):
        tell(replace(RUN, done=number), "")
    tell.end()
    assert len(out.getvalue().splitlines()) == 2
    assert "4 of 4" in out.getvalue()


def test_a_day_begins_in_vietnam() -> None:
    assert moment("2026-11-01") == datetime(2026, 10, 31, 17, tzinfo=UTC)
    assert moment("2026-11-01T08:00:00Z") == datetime(2026, 11, 1, 8, tzinfo=UTC)
    with pytest.raises(Refused, match="neither a day"):
        moment("yesterday")
