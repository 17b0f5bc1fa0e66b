"""Officers' verdicts into rows, in memory."""

from dataclasses import replace

from classify.domain import Verdict
from classify.judgement.judge import Judgement
from classify.teaching.kept import worth_keeping
from classify.teaching.verdict_rows import row_of
from classify.teaching.verdicts import Judged
from classify.testing import a_publication, in_memory_works
from classify.usecases import learn_verdicts

AT = a_publication().captured_at
YES = Verdict("m1", "publication-1", 1, "yes", "wage", "cd-sa-pa", "watch-officer", AT, "unsure", 0.4)
NO = replace(YES, message_id="m2", version=2, relevant="no", topic="")


async def test_the_newest_word_holds_in_whatever_order_and_batch_they_come() -> None:
    for batches in ([[YES, NO]], [[NO, YES]], [[NO], [YES]], [[YES], [NO], [YES]]):
        works = in_memory_works()
        for batch in batches:
            await learn_verdicts(batch, works)
        assert works.table("verdicts") == {"publication-1": NO}


async def test_a_word_newer_than_this_code_is_handled_and_passed_over() -> None:
    works = in_memory_works()
    assert await learn_verdicts([replace(YES, relevant="perhaps")], works) == {"m1"}
    assert works.table("verdicts") == {}


def test_a_yes_is_about_work_and_the_province_and_a_no_does_not_say_why() -> None:
    yes, no = (row_of(Judged(verdict, a_publication(), "story-1")) for verdict in (YES, NO))
    assert (yes["relevant"], yes["labor"], yes["laocai"], yes["topic"]) == (1, 1, 1, "wage")
    assert (no["relevant"], no.keys() & {"labor", "laocai", "topic"}) == (0, set())
    assert yes["event"] == "story-1"


def test_what_no_model_could_see_otherwise_is_not_kept() -> None:
    nothing = Judgement("no", 0.0, 0.2, 0.0, "other", "neutral", "low", (), (), "press-1")
    assert not worth_keeping(nothing)
    assert worth_keeping(replace(nothing, score=0.01))
    assert worth_keeping(replace(nothing, labour=0.6)), "places are learnt of later"
    assert worth_keeping(replace(nothing, relevant="unsure"))
