"""A letter's way out: who, when, in which order; and that nothing leaves without all of it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from casework.domain.roles import ROLE_NAMES
from casework.letters.letter import MOST_STEPS, Letter, draft
from casework.letters.receipt import Receipt
from casework.letters.refusals import (
    AlreadyVoided,
    DocumentChanged,
    NoProof,
    NoReason,
    NoTimezone,
    Refusal,
    SamePerson,
    TimeRunsBack,
    TooManySteps,
    WrongNumber,
    WrongRole,
    WrongState,
)
from casework.letters.register import next_entry
from casework.letters.steps import Actor

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TEXT, OTHER, FINAL = "a" * 64, "b" * 64, "c" * 64
ISSUED = AT.replace(hour=14, minute=43, second=10)
OFFICER, LEADER, CHAIR = Actor("binh", "watch-officer"), Actor("an", "leader"), Actor("phat", "leader")


def new() -> Letter:
    return draft("letter-1", "LĐLĐ", CHAIR.id, TEXT, OFFICER, AT)


def proposed() -> Letter:
    return new().proposed(OFFICER, AT)


def approved() -> Letter:
    return proposed().approved(LEADER, TEXT, AT)


def number(letter: Letter, at: datetime = AT):
    return next_entry(4, letter.series, letter.id, CHAIR.id, at)


def signed() -> Letter:
    letter = approved()
    return letter.signed(CHAIR, TEXT, number(letter), FINAL, AT)


def issued() -> Letter:
    return signed().issued(OFFICER, FINAL, AT)


def received() -> Letter:
    return issued().received(OFFICER, Receipt(AT, " vận đơn EH123 "), AT)


def arriving(at: datetime, now: datetime) -> Letter:
    """Issued at 21:43:10 in Vietnam."""
    return signed().issued(OFFICER, FINAL, ISSUED).received(OFFICER, Receipt(at, "vận đơn 1"), now)


def worn_out() -> Letter:
    letter = new()
    while letter.version < MOST_STEPS:
        letter = letter.edited(OFFICER, OTHER, AT)
    return letter


def test_a_letter_that_arrived_has_its_proof():
    letter = received()
    assert (letter.state, letter.receipt.proof, letter.facts[-1].document) == ("received", "vận đơn EH123", FINAL)


def test_a_letter_that_went_to_and_fro_too_often_can_still_be_ended():
    assert worn_out().withdrawn(OFFICER, "Không cần nữa", AT).state == "withdrawn"


def test_the_whole_way_is_told_by_its_facts():
    letter = issued()
    assert letter.state == "issued"
    assert [(fact.version, fact.kind, fact.actor, fact.role, fact.document) for fact in letter.facts] == [
        (1, "draft", "binh", "watch-officer", TEXT),
        (2, "propose", "binh", "watch-officer", TEXT),
        (3, "approve", "an", "leader", TEXT),
        (4, "sign", "phat", "leader", FINAL),
        (5, "issue", "binh", "watch-officer", FINAL),
    ]
    assert letter.number is not None
    assert letter.number.printed == "05"
    assert (letter.proposed_by, letter.approved_by, letter.signed_by) == ("binh", "an", "phat")


def test_a_returned_letter_starts_again_with_the_reason_on_record():
    letter = approved().returned(CHAIR, "  Thiếu chứng cứ ", AT)
    assert (letter.state, letter.approved_by, letter.proposed_by) == ("returned", None, None)
    assert letter.facts[-1].reason == "Thiếu chứng cứ"
    assert letter.edited(OFFICER, OTHER, AT).proposed(OFFICER, AT).state == "proposed"


@pytest.mark.parametrize("make", [proposed, approved])
def test_an_edit_throws_the_approval_away(make):
    letter = make().edited(OFFICER, OTHER, AT)
    assert (letter.state, letter.document, letter.approved_document) == ("drafted", OTHER, None)
    with pytest.raises(WrongState):
        letter.signed(CHAIR, OTHER, number(letter), FINAL, AT)


def test_the_number_of_a_voided_letter_stays_taken():
    letter = issued().voided(LEADER, "Gửi nhầm cơ quan", AT)
    assert letter.number is not None
    assert (letter.number.number, letter.number.voiding.reason) == (5, "Gửi nhầm cơ quan")
    assert new().voided(LEADER, "Không cần nữa", AT).number is None


def test_nothing_arrives_before_it_left_nor_in_the_future():
    later = ISSUED + timedelta(hours=1)
    with pytest.raises(NoProof, match="lúc 21:40 ngày 24/11/2026: văn bản phát hành lúc 21:43 ngày 24/11/2026"):
        arriving(ISSUED.replace(minute=40), later)
    with pytest.raises(NoProof, match="lúc 22:44 ngày 24/11/2026: bây giờ mới là 22:43 ngày 24/11/2026"):
        arriving(later + timedelta(minutes=1), later)
    same_minute = ISSUED.replace(second=0)
    assert arriving(same_minute, later).receipt.received_at == same_minute, "a form knows no seconds"


REFUSED = [
    (SamePerson, lambda: new().proposed(LEADER, AT).approved(LEADER, TEXT, AT)),
    (WrongRole, lambda: proposed().approved(Actor("khac", "watch-officer"), TEXT, AT)),
    (WrongRole, lambda: approved().signed(LEADER, TEXT, number(approved()), FINAL, AT)),
    (WrongRole, lambda: approved().signed(Actor("phat", "spokesperson"), TEXT, number(approved()), FINAL, AT)),
    (WrongRole, lambda: draft("l", "LĐLĐ", "x", TEXT, Actor("may", "service"), AT)),
    (WrongState, lambda: new().approved(LEADER, TEXT, AT)),
    (WrongState, lambda: new().signed(CHAIR, TEXT, number(new()), FINAL, AT)),
    (WrongState, lambda: approved().issued(OFFICER, FINAL, AT)),
    (WrongState, lambda: signed().edited(OFFICER, OTHER, AT)),
    (WrongState, lambda: issued().returned(LEADER, "lý do", AT)),
    (WrongState, lambda: new().voided(LEADER, "x", AT).voided(LEADER, "x", AT)),
    (DocumentChanged, lambda: proposed().approved(LEADER, OTHER, AT)),
    (DocumentChanged, lambda: approved().signed(CHAIR, OTHER, number(approved()), FINAL, AT)),
    (DocumentChanged, lambda: new().edited(OFFICER, "không phải mã", AT)),
    (DocumentChanged, lambda: signed().issued(OFFICER, "", AT)),
    (DocumentChanged, lambda: signed().issued(OFFICER, OTHER, AT)),
    (DocumentChanged, lambda: approved().signed(CHAIR, TEXT, number(approved()), "", AT)),
    (WrongState, lambda: signed().received(OFFICER, Receipt(AT, "vận đơn 1"), AT)),
    (WrongState, lambda: received().voided(LEADER, "x", AT)),
    (WrongState, lambda: approved().withdrawn(OFFICER, "x", AT)),
    (WrongRole, lambda: issued().received(Actor("x", "auditor"), Receipt(AT, "vận đơn 1"), AT)),
    (NoProof, lambda: issued().received(OFFICER, Receipt(AT, " "), AT)),
    (NoProof, lambda: issued().received(OFFICER, Receipt(AT + timedelta(minutes=1), "vận đơn 1"), AT)),
    (NoProof, lambda: issued().received(OFFICER, Receipt(AT - timedelta(days=1), "vận đơn 1"), AT)),
    (NoTimezone, lambda: issued().received(OFFICER, Receipt(AT.replace(tzinfo=None), "vận đơn 1"), AT)),
    (NoReason, lambda: new().withdrawn(OFFICER, "", AT)),
    (TooManySteps, lambda: worn_out().edited(OFFICER, OTHER, AT)),
    (NoReason, lambda: proposed().returned(LEADER, " ", AT)),
    (NoReason, lambda: new().voided(LEADER, "", AT)),
    (TimeRunsBack, lambda: new().proposed(OFFICER, AT - timedelta(seconds=1))),
    (NoTimezone, lambda: new().proposed(OFFICER, AT.replace(tzinfo=None))),
    (WrongNumber, lambda: approved().signed(CHAIR, TEXT, next_entry(4, "LĐLĐ", "letter-2", "x", AT), FINAL, AT)),
    (WrongNumber, lambda: approved().signed(CHAIR, TEXT, next_entry(4, "BC", "letter-1", "x", AT), FINAL, AT)),
    (WrongNumber, lambda: approved().signed(CHAIR, TEXT, number(approved()), FINAL, AT + timedelta(days=60))),
    (WrongNumber, lambda: approved().signed(CHAIR, TEXT, number(approved()).voided("x", "y", AT), FINAL, AT)),
    (AlreadyVoided, lambda: number(new()).voided("x", "y", AT).voided("x", "y", AT)),
]


@pytest.mark.parametrize(("kind", "act"), REFUSED)
def test_what_is_refused_and_why(kind, act):
    with pytest.raises(kind) as caught:
        act()
    assert isinstance(caught.value, Refusal)
    assert len(str(caught.value)) > 20, "says what to do"


@pytest.mark.parametrize("role", sorted(set(ROLE_NAMES) - {"leader"}))
def test_only_a_leader_approves_signs_returns_and_voids(role):
    other = Actor("phat", role)
    for act in (
        lambda: proposed().approved(other, TEXT, AT),
        lambda: proposed().returned(other, "lý do", AT),
        lambda: approved().signed(other, TEXT, number(approved()), FINAL, AT),
        lambda: signed().voided(other, "lý do", AT),
    ):
        with pytest.raises(WrongRole):
            act()


def test_signed_in_the_new_year_of_vietnam_the_number_must_be_of_that_year():
    eve = datetime(2026, 12, 31, 17, 30, tzinfo=UTC)
    letter = approved()
    assert number(letter, eve).year == 2027
    assert letter.signed(CHAIR, TEXT, number(letter, eve), FINAL, eve).number.year == 2027
    with pytest.raises(WrongNumber):
        letter.signed(CHAIR, TEXT, number(letter, AT), FINAL, eve.astimezone(timezone(timedelta(hours=-5))))
