"""From looks to a reading: a proposal, its reasons, and what only a person can tell."""

from datetime import UTC, datetime

import pytest
from tests.unit.casework.proof.examples import (
    FULL,
    HEADING,
    PAGE,
    REPLY,
    SUBJECT,
    TITLE,
    Story,
    a_request,
    article,
    notice,
    place,
)

from casework.domain.proof.checking import Subject
from casework.domain.proof.proof import MOST_OBSERVATIONS
from casework.domain.proof.sentences import next_words, proposed_proof, sentences, summary

OLD_LAW = datetime(2026, 3, 2, 2, tzinfo=UTC)


def ids(items: object) -> list[str]:
    return [item.id for item in items]  # type: ignore[attr-defined]  # a sequence of items


def test_before_the_first_look_nothing_is_proposed() -> None:
    reading = Story().reads(days=20)
    assert (reading.kind, reading.outcome) == ("not-yet", None)


def test_nothing_found_is_nothing_to_propose_until_a_clock_runs_out() -> None:
    story = Story().saw(article(), place())
    assert (story.reads().kind, story.reads().outcome) == ("not-found", None)
    late = story.reads(hours=25)
    assert (late.kind, late.outcome) == ("silent", "silent")
    assert [clock.force for clock in late.ran_out] == ["internal"], "“ngay” has no number: our own reminder speaks"
    said = " ".join(sentences(late))
    assert "Mục tiêu nội bộ" in said
    assert "từ chối" in said


def test_silence_on_a_daily_paper_rests_on_the_law() -> None:
    story = Story(a_request(medium="daily")).saw(article(), place())
    late = story.reads(days=4)
    assert [(clock.rule_id, clock.force, clock.mark) for clock in late.ran_out] == [
        ("COR_DAILY_RADIO_TV", "binding", "V-ocr")
    ]
    assert "Điều 19.3b (mức xác minh: V-ocr)" in " ".join(sentences(late))


def test_a_weekly_without_a_known_issue_is_never_called_silent_by_the_machine() -> None:
    story = Story(a_request(medium="weekly")).saw(article(), place())
    assert story.reads(days=300).kind == "not-found"


def test_when_nothing_ever_answered_it_is_not_called_silence() -> None:
    failed = {"state": "failed", "detail": "HttpError: 503", "sha256": ""}
    story = Story().saw(article(**failed), place(**failed))
    assert story.reads(days=4).kind == "unseen"


def test_a_full_correction_is_proposed_as_published_with_its_proof() -> None:
    reading = Story().saw(article(), place(), notice()).reads()
    assert (reading.kind, reading.outcome, reading.missing) == ("full", "published", ())
    assert reading.notice is not None
    assert (reading.notice.position, reading.notice.links) == (2, 40)
    assert PAGE in proposed_proof(reading)
    assert "a" * 64 in proposed_proof(reading)
    assert reading.next is None


def test_what_no_machine_can_tell_is_left_to_a_person_and_what_is_unverified_is_not_missed() -> None:
    reading = Story().saw(notice(FULL.replace("xin lỗi", "cáo"))).reads()
    assert (reading.kind, ids(reading.to_check)) == ("full", ["apology", "section", "content", "place"])
    assert {item.id: item.mark for item in reading.to_check}["apology"] == "U"
    old = Story(a_request(received=OLD_LAW)).saw(notice(FULL.replace("xin lỗi", "cáo"))).reads()
    assert (old.kind, ids(old.missing)) == ("partial", ["apology"]), "the law of 2016 is read: V"


@pytest.mark.parametrize(
    ("title", "text", "missing"),
    [
        ("Đính chính", FULL, ["heading"]),
        (HEADING, FULL.replace("24/11/2026", "hôm qua"), ["date"]),
        ("Đính chính", FULL.replace("Ngày 24/11/2026", "Mới đây"), ["heading", "date"]),
    ],
)
def test_what_is_missing_is_named(title: str, text: str, missing: list[str]) -> None:
    reading = Story().saw(article(), notice(text, title)).reads()
    assert (reading.kind, reading.outcome, ids(reading.missing)) == ("partial", "partial", missing)
    assert all(item.name in summary(reading) for item in reading.missing)


@pytest.mark.parametrize("written", ["24/11/2026", "24-11-2026", "24.11.2026", "ngày 24 tháng 11 năm 2026"])
def test_dates_in_every_way_of_writing(written: str) -> None:
    assert Story().saw(notice(FULL.replace("24/11/2026", written))).reads().kind == "full"


def test_the_day_is_that_of_vietnam() -> None:
    late = Subject(TITLE, datetime(2026, 11, 23, 18, tzinfo=UTC), SUBJECT.bodies)
    assert Story(subject=late).saw(notice()).reads().kind == "full"


def test_without_a_known_date_a_person_checks_it() -> None:
    reading = Story(subject=Subject(TITLE, None, SUBJECT.bodies)).saw(notice()).reads()
    assert "date" not in ids(reading.missing)


def test_a_notice_about_another_work_is_shown_and_not_taken_for_ours() -> None:
    reading = Story().saw(article(), notice("Bài “Giá điện tăng” có sai sót. Xin lỗi.")).reads()
    assert (reading.kind, reading.others) == ("not-found", (PAGE,))


def test_a_correction_on_the_articles_own_page_counts_by_the_laws_heading_only() -> None:
    assert Story().saw(article("Công ty xin lỗi công nhân; báo phải cải chính.")).reads().kind == "not-found"
    assert Story().saw(article(f"{HEADING}. {FULL}")).reads().kind == "full"


def test_a_reply_needs_who_replies_and_what_about() -> None:
    story = Story(a_request("reply")).saw(notice(REPLY, "Ý kiến phản hồi"))
    assert story.reads().kind == "full"
    nameless = Story(a_request("reply")).saw(notice(REPLY.replace("Liên đoàn Lao động tỉnh", "Đơn vị"), "Phản hồi"))
    assert (nameless.reads().kind, ids(nameless.reads().missing)) == ("partial", ["body"])


def test_a_page_that_says_no_may_be_a_refusal_and_a_person_reads_the_letter() -> None:
    story = Story().saw(
        article(), notice(f"Về bài “{TITLE}”: tòa soạn không có căn cứ để cải chính nội dung.", "Trao đổi")
    )
    assert (story.reads().kind, story.reads().outcome) == ("refused", "refused")
    plain = Story(a_request("reply")).saw(notice(f"“{TITLE}”: từ chối đăng.", "Thông báo"))
    assert (plain.reads().kind, plain.reads().outcome) == ("refused", "refused")


def test_days_are_counted_and_a_removal_before_its_time_is_seen() -> None:
    story = Story().saw(notice())
    for _ in range(3):
        story.saw(notice(), days=1)
    assert story.reads().keeping is not None
    assert story.reads().keeping.days == 3  # type: ignore[union-attr]  # asserted above
    reading = story.saw(notice(state="gone", text="", sha256=""), hours=5).reads()
    assert (reading.kind, reading.outcome) == ("removed", "partial")
    assert reading.notice is not None, "what it said is still known"
    said = " ".join(sentences(reading))
    assert "3/7 ngày" in said
    assert "(mức xác minh: U)" in said, "seven is a guess in the new decree and says so"


def test_what_stood_long_enough_and_went_is_still_published() -> None:
    story = Story().saw(notice())
    for _ in range(8):
        story.saw(notice(), days=1)
    reading = story.saw(notice(state="gone", text=""), hours=1).reads()
    assert (reading.kind, reading.outcome, reading.kept_long_enough) == ("full", "published", True)


def test_a_page_that_does_not_answer_is_not_gone() -> None:
    story = Story().saw(notice()).saw(notice(state="failed", text=""), days=1)
    assert story.reads().kind == "full"


def test_the_publication_is_compared_with_the_first_look() -> None:
    story = Story().saw(article(), place())
    assert story.reads().publication == "as-before"
    assert story.saw(article("Đã sửa lặng lẽ.")).reads().publication == "edited"
    assert "bị sửa" in summary(story.reads())
    assert story.saw(article(state="gone", text="")).reads().publication == "gone"


def test_the_ladder_goes_on_from_where_it_stands_and_ends_at_the_court() -> None:
    story, climbed = Story().saw(article(), place()), []
    while (rung := story.reads(days=4).next) is not None:
        climbed.append(rung.role)
        said = next_words(story.reads(days=4))
        assert "Căn cứ" in said
        assert "danh bạ chưa ghi" in said or rung.name
        done = (
            *story.request.escalated_to,
            "cơ quan chủ quản" if rung.role == "owner" else rung.name or "Bộ quản lý nhà nước về báo chí",
        )
        story.request = a_request(escalated_to=done)
    assert climbed == ["owner", "regulator", "ministry", "court"]


def test_two_laws_are_said_to_be_two() -> None:
    before = Story(subject=Subject(TITLE, datetime(2026, 6, 30, 3, tzinfo=UTC), ()))
    assert before.saw(article()).reads().two_laws
    assert "chuyển tiếp" in " ".join(sentences(before.reads()))
    assert not Story().saw(article()).reads().two_laws


def test_however_many_looks_there_are_a_proof_stays_bounded_and_keeps_the_first() -> None:
    story = Story()
    for _ in range(MOST_OBSERVATIONS + 50):
        story.saw(article(), hours=1)
    kept = story.proof.observations
    assert (len(kept), kept[0].number, kept[-1].number) == (MOST_OBSERVATIONS, 1, MOST_OBSERVATIONS + 50)
