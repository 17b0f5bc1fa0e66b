"""A notice is accepted once, whichever messages ask for it."""

from notify.domain import AcceptNotice
from notify.testing import a_notice, in_memory_works
from notify.usecases import accept_notices


async def test_other_messages_that_ask_for_the_same_notice_are_done_and_change_nothing() -> None:
    works = in_memory_works()
    first = await accept_notices([AcceptNotice("m1", a_notice(id="n1"))], works)
    again = [AcceptNotice("m2", a_notice(id="n1", case_title="other")), AcceptNotice("m3", a_notice(id="n2"))]
    assert (first, await accept_notices(again, works)) == ({"m1"}, {"m2", "m3"})
    kept = {id_: row["notice"].case_title for id_, row in works.table("notices").items()}
    assert kept == {"n1": a_notice().case_title, "n2": a_notice().case_title}
