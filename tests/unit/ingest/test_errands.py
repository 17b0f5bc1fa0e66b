"""Errands: what is looked at, what of it is told, and how little."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from ingest.errands import looking
from ingest.errands.errand import ENDED, NOTICE, Errand, Target, Wish
from ingest.errands.looking import NOTICES_A_LOOK, look
from ingest.errands.report import CHANGES_A_DAY, FAILURES_UNTIL_TOLD, Looked
from ingest.errands.testing import ARTICLE, AT, SECTION, ScriptedSite, an_errand
from ingest.errands.usecases import Errands, follow_wishes, run_errand
from ingest.errors import HttpError
from ingest.testing import in_memory_works
from shared.contracts.ingest import SEEN_TEXT_LIMIT, RevisitSeenV1
from shared.failures import Transient

NOTICE_PAGE = f"{SECTION}/9"
HEADING = "Thông tin cải chính, xin lỗi"


class Field:
    """One errand on a site that is changed by hand, with a clock that is moved by hand."""

    def __init__(self, errand: Errand | None = None) -> None:
        self.works: Any = in_memory_works()
        self.site = ScriptedSite()
        self.now = AT
        self.errands = Errands(self.works, self.site, lambda: self.now, 1.0)
        self.works.tables["errands"] = {"case-1/r1": errand or an_errand()}
        self.site.shows(ARTICLE, "Công nhân bị nợ lương", "Gần 200 công nhân bị nợ lương.")
        self.site.shows(SECTION, "Trang chủ", "", [("https://bao.example/khac", "Tin khác")])

    @property
    def errand(self) -> Errand:
        return self.works.table("errands")["case-1/r1"]

    async def look(self, **later: float) -> Looked:
        self.now += timedelta(**later)
        return await run_errand(self.errand, self.errands)

    def due(self) -> datetime | None:
        return self.works.table("errands_due")["case-1/r1"]

    def told(self) -> list[RevisitSeenV1]:
        return [RevisitSeenV1.model_validate_json(posting.body) for posting in self.works.outbox]

    def corrects(self) -> None:
        self.site.shows(SECTION, "Trang chủ", "", [("https://bao.example/x", "Tin"), (NOTICE_PAGE, HEADING)])
        self.site.shows(NOTICE_PAGE, HEADING, "Bài “Công nhân bị nợ lương” có thông tin sai.")


async def test_the_first_look_is_told_and_then_only_changes_and_one_word_a_day() -> None:
    field = Field()
    kinds = [(await field.look()).kind]
    kinds += [(await field.look(hours=1)).kind for _ in range(30)]
    assert Counter(kinds) == {"first": 1, "": 29, "same": 1}
    first, same = field.told()
    assert (first.looks, same.looks, same.failed_looks) == (1, 24, 0)
    assert [page.role for page in first.pages] == ["publication", "place"]
    assert (first.subject_version, same.subject_version) == (1, 2)
    assert field.due() == field.now + timedelta(hours=1)


async def test_a_notice_is_found_by_its_link_and_told_with_its_place_and_its_bytes() -> None:
    field = Field()
    await field.look()
    field.corrects()
    assert (await field.look(hours=1)).kind == "changed"
    page = next(page for page in field.told()[-1].pages if page.role == NOTICE)
    assert (page.address, page.position, page.links, page.linked_from) == (NOTICE_PAGE, 2, 2, SECTION)
    assert page.snapshot is not None
    assert page.text.startswith("Bài “Công nhân")
    assert (await field.look(hours=1)).kind == ""


async def test_a_notice_that_no_place_links_to_any_more_is_still_looked_at_and_so_is_its_removal() -> None:
    field = Field()
    field.corrects()
    await field.look()
    field.site.shows(SECTION, "Trang chủ", "", [])
    assert (await field.look(hours=1)).kind == "changed"
    assert [(p.state, p.linked_from) for p in field.told()[-1].pages if p.role == NOTICE] == [("there", "")]
    del field.site.pages[NOTICE_PAGE]
    assert (await field.look(hours=1)).kind == "changed"
    assert [p.state for p in field.told()[-1].pages if p.role == NOTICE] == ["gone"]
    field.corrects()
    assert (await field.look(hours=1)).kind == "changed"


async def test_an_edit_and_a_removal_of_the_publication_are_told() -> None:
    field = Field()
    await field.look()
    field.site.shows(ARTICLE, "Công nhân bị nợ lương", "Đã sửa.")
    assert (await field.look(hours=1)).kind == "changed"
    del field.site.pages[ARTICLE]
    assert (await field.look(hours=1)).kind == "changed"
    assert [page.state for page in field.told()[-1].pages] == ["gone", "there"]


async def test_a_failure_is_told_when_it_lasts_and_is_no_removal() -> None:
    field = Field()
    await field.look()
    before, field.site.pages[ARTICLE] = field.site.pages[ARTICLE], HttpError("503")
    kinds = [(await field.look(hours=1)).kind for _ in range(FAILURES_UNTIL_TOLD)]
    assert kinds == ["", "", "changed"]
    assert field.told()[-1].pages[0].state == "failed"
    assert "503" in field.told()[-1].pages[0].detail
    field.site.pages[ARTICLE] = before
    assert (await field.look(hours=1)).kind == "changed"


async def test_a_place_that_does_not_answer_once_does_not_make_its_notices_vanish() -> None:
    field = Field()
    field.corrects()
    await field.look()
    place, field.site.pages[SECTION] = field.site.pages[SECTION], HttpError("503")
    assert (await field.look(hours=1)).kind == ""
    field.site.pages[SECTION] = place
    assert (await field.look(hours=1)).kind == ""


async def test_a_page_that_is_another_one_at_every_look_is_told_a_bounded_number_of_times() -> None:
    field = Field(an_errand(until=AT + timedelta(days=90)))
    for number in range(24 * 10):
        field.site.shows(ARTICLE, "Công nhân bị nợ lương", f"Lượt xem: {number}")
        await field.look(hours=1)
    assert len(field.told()) <= (CHANGES_A_DAY + 1) * 10 + 1


async def test_a_front_page_that_changes_all_the_time_is_no_news() -> None:
    field = Field()
    for number in range(10):
        field.site.shows(
            SECTION, f"Tin lúc {number} giờ", f"Tin {number}", [("https://bao.example/t", f"Tin {number}")]
        )
        await field.look(minutes=1)
    assert len(field.told()) == 1


async def test_at_the_end_it_is_said_that_this_was_the_last_look_and_there_is_no_other() -> None:
    field = Field(an_errand(until=AT + timedelta(minutes=90)))
    await field.look()
    await field.look(hours=1)
    assert field.due() == AT + timedelta(minutes=90), "not an hour later: at the very end"
    assert (await field.look(minutes=30)).kind == "last"
    assert field.due() is None


async def test_a_link_to_somebody_else_is_not_followed_and_no_more_than_a_few_are() -> None:
    field = Field()
    foreign = [("http://169.254.169.254/latest", HEADING), ("https://evil.example/x", HEADING)]
    many = [(f"https://bao.example/{number}", HEADING) for number in range(500)]
    field.site.shows(SECTION, "Trang chủ", "", [*foreign, *many])
    await field.look()
    followed = [address for address in field.site.read if address not in (ARTICLE, SECTION)]
    assert followed == [f"https://bao.example/{number}" for number in range(NOTICES_A_LOOK)]


async def test_a_link_that_names_the_work_goes_before_others() -> None:
    field = Field()
    many = [(f"https://bao.example/{number}", HEADING) for number in range(20)]
    ours = (NOTICE_PAGE, f"{HEADING}: bài “Công nhân bị nợ lương”")
    field.site.shows(SECTION, "Trang chủ", "", [*many, ours])
    sights = await look(field.errand, field.site)
    assert next(sight.address for sight in sights if sight.role == NOTICE) == NOTICE_PAGE


async def test_a_page_that_breaks_its_reader_costs_nobody_else_the_look() -> None:
    field = Field()
    field.site.pages[ARTICLE] = RuntimeError("parser")
    looked = await field.look()
    assert [sight.state for sight in looked.sights] == ["failed", "there"]


async def test_text_is_cut_to_what_an_event_carries() -> None:
    assert looking.TEXT_LIMIT == SEEN_TEXT_LIMIT
    field = Field()
    field.site.shows(ARTICLE, "Đ" * 5_000, "ấ" * 300_000)
    await field.look()
    assert field.told()[0].pages[0].text_truncated


def a_wish(**other: Any) -> Wish:
    version = other.get("version", 7)
    return Wish(f"message-{version}-{other.get('state', '')}", an_errand(**other))


async def test_a_newer_wish_replaces_an_older_and_never_the_other_way_round() -> None:
    works: Any = in_memory_works()
    await follow_wishes([a_wish(version=9, state=ENDED)], works)
    await follow_wishes([a_wish(version=7)], works)
    assert works.table("errands")["case-1/r1"].state == ENDED
    assert works.table("errands_due")["case-1/r1"] is None


async def test_what_was_remembered_goes_on_under_a_newer_wish() -> None:
    field = Field()
    await field.look()
    await follow_wishes([a_wish(version=8, until=AT + timedelta(days=60))], field.works)
    assert (await field.look(hours=1)).kind == ""
    assert field.errand.until == AT + timedelta(days=60)


async def test_what_was_seen_for_a_wish_that_ended_meanwhile_is_dropped() -> None:
    field = Field()
    stale = field.errand
    await follow_wishes([a_wish(version=8, state=ENDED)], field.works)
    with pytest.raises(Transient):
        await run_errand(replace(stale), field.errands)
    assert field.told() == []


async def test_an_address_that_is_none_is_a_sight_that_failed_and_costs_the_others_nothing() -> None:
    errand = an_errand()
    field = Field(replace(errand, targets=(Target("publication", "http://[::1"), *errand.targets)))
    await field.look()
    assert [page.state == "there" for page in field.told()[0].pages] == [False, True, True]
