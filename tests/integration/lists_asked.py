"""Every list of casework is asked once, so that each of its indexes is used."""

import pytest

from casework.access.policy import Scope
from casework.access.roles import Level
from casework.access.who import Who
from casework.correspondence.refusals import NotThere
from casework.domain.roles import Role
from casework.store.case_list import Question
from casework.store.case_pages import Filters
from casework.store.letter_list import Asked, LetterList
from casework.store.publication_pages import PublicationPages
from casework.store.report_pages import ReportPages
from casework.store.waiting import Waiting
from casework.testing import AT, CAM_DUONG
from shared.store.client import Store

EVERYTHING = Scope(None, tuple(Level))
QUESTIONS = (
    Question(Filters(status="closed")),
    Question(urgency="high"),
    Question(due="overdue", order="due"),
    Question(Filters(text="nợ lương")),
)


async def look_at_lists(store: Store) -> None:
    leader = Who("1", "lan", "Lan", Role.LEADER)
    assert await Waiting(store).for_(leader, EVERYTHING) == []
    assert await LetterList(store).find(EVERYTHING, Asked(), AT) == []
    publications, reports = PublicationPages(store), ReportPages(store)
    for relevance in ("unsure", "no"):
        await publications.assessed(relevance, None, 10, judged=False)
    assert (await publications.waiting(), await publications.judged_lately(10)) == (1, [])
    await publications.assessed("yes", None, 10, judged=False, of_the_past=True)
    for scope in (EVERYTHING, Scope(CAM_DUONG.id, tuple(Level))):
        assert await reports.reports(scope, None, 10) == []
    with pytest.raises(NotThere):
        await reports.behind(EVERYTHING, "x", "received", "all", "", 10)
