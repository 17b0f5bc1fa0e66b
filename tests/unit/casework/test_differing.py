"""An edited article shows what its outlet took out and put in; text of strangers stays text."""

import time

from tests.unit.casework.conftest import NOW, Office

from casework.http.differing import AROUND, MOST_WORDS, differing
from casework.http.formats import FILTERS
from casework.ports import PublicationChange
from casework.testing import a_sighting
from casework.usecases.following import follow_publication_changes
from shared.cause import Cause


def test_words_are_compared_not_letters() -> None:
    assert differing("Nợ lương ba tháng", "Nợ lương một tháng") == [
        ("same", "Nợ lương"),
        ("out", "ba"),
        ("in", "một"),
        ("same", "tháng"),
    ]


def test_what_was_rewritten_is_shown_before_and_after_whole() -> None:
    before, after = "Ba công nhân bị nợ lương từ tháng Chín", "Công ty cho biết năm công nhân đã nhận đủ tiền"
    assert differing(before, after) == [("out", before), ("in", after)]


def test_what_is_only_taken_out_or_only_put_in_and_what_stayed() -> None:
    assert differing("", "Bài mới") == [("in", "Bài mới")]
    assert differing("Bài cũ", "") == [("out", "Bài cũ")]
    assert differing("y nguyên", "y  nguyên\n") == [("same", "y nguyên")]


def test_a_long_stretch_that_stayed_is_cut_and_no_length_takes_for_ever() -> None:
    same = " ".join(str(number) for number in range(100))
    (kind, shown), *_ = differing(same + " cũ", same + " mới")
    assert (kind, len(shown.split())) == ("same", 2 * AROUND + 1)
    started = time.perf_counter()
    assert differing("a b " * 50_000, "b a " * 50_000)[-1] == ("same", "…")
    assert time.perf_counter() - started < 5
    assert MOST_WORDS <= 1_000


async def test_what_changed_is_kept_with_the_line_and_not_told_in_the_event() -> None:
    office = Office()
    await office.assess(a_sighting())
    edit = PublicationChange(
        "e1", Cause("j", "e1"), "publication-1", "edited", NOW, "Nợ <b>ba</b> tháng", "Nợ một tháng"
    )
    await follow_publication_changes([edit], office.works, NOW)
    line = list(office.works.table("timeline").values())[-1]
    assert (line["kind"], line["before"], line["after"]) == ("publication-edited", edit.before, edit.after)
    assert FILTERS["differing"](line)[1:3] == [("out", "<b>ba</b>"), ("in", "một")]
    assert "ba</b>" not in str(office.events("casework.case-changed.v1"))


async def test_an_edit_that_comes_before_its_assessment_is_shown_as_well() -> None:
    office = Office()
    edit = PublicationChange("e1", Cause("j", "e1"), "publication-1", "edited", NOW, "cũ", "mới")
    await follow_publication_changes([edit], office.works, NOW)
    await office.assess(a_sighting())
    lines = [row for row in office.works.table("timeline").values() if row["kind"] == "publication-edited"]
    assert [(line["before"], line["after"]) for line in lines] == [("cũ", "mới")]
