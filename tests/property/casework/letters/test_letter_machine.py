"""No sequence of commands, by whomever, brings a letter out that was not proposed, approved and signed."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from casework.domain.roles import ROLE_NAMES
from casework.letters.letter import Letter, draft
from casework.letters.receipt import Receipt
from casework.letters.refusals import Refusal
from casework.letters.register import Entry, next_entry
from casework.letters.steps import LEADERS, PERMISSIONS, WRITERS, Actor

people = st.builds(Actor, st.sampled_from(["an", "binh", "chi", "phat"]), st.sampled_from(sorted(ROLE_NAMES)))
FINAL = "c" * 64
documents = st.sampled_from(["a" * 64, "b" * 64, FINAL, "hỏng"])
reasons = st.sampled_from(["", "  ", "Thiếu chứng cứ"])
SIGNATORY = "phat"


class Office(RuleBasedStateMachine):
    """One letter, many hands; the register is a list."""

    @initialize(person=st.builds(Actor, st.sampled_from(["an", "binh"]), st.sampled_from(sorted(WRITERS))))
    def begin(self, person):
        self.now = datetime(2026, 12, 30, tzinfo=UTC)
        self.register: list[Entry] = []
        self.letter: Letter = draft("letter-1", "LĐLĐ", SIGNATORY, "a" * 64, person, self.now)

    def take(self, act):
        before = self.letter
        try:
            self.letter = act(before)
        except Refusal:
            assert self.letter is before
            return
        assert self.letter.facts[:-1] == before.facts, "the past is never rewritten"
        assert self.letter.version == before.version + 1

    @rule(hours=st.integers(0, 30))
    def wait(self, hours):
        self.now += timedelta(hours=hours)

    @rule(person=people, document=documents)
    def edit(self, person, document):
        self.take(lambda letter: letter.edited(person, document, self.now))

    @rule(person=people)
    def propose(self, person):
        self.take(lambda letter: letter.proposed(person, self.now))

    @rule(person=people, reason=reasons)
    def send_back(self, person, reason):
        self.take(lambda letter: letter.returned(person, reason, self.now))

    @rule(person=people, document=documents)
    def approve(self, person, document):
        self.take(lambda letter: letter.approved(person, document, self.now))

    @rule(person=people, document=documents)
    def sign(self, person, document):
        def act(letter):
            letter.check_signing(person, document, self.now)
            entry = next_entry(len(self.register), letter.series, letter.id, person.id, self.now)
            done = letter.signed(person, document, entry, FINAL, self.now)
            self.register.append(entry)
            return done

        self.take(act)

    @rule(person=people, document=documents)
    def issue(self, person, document):
        self.take(lambda letter: letter.issued(person, document, self.now))

    @rule(person=people, proof=reasons, hours=st.integers(-30, 3))
    def receive(self, person, proof, hours):
        receipt = Receipt(self.now + timedelta(hours=hours), proof)
        self.take(lambda letter: letter.received(person, receipt, self.now))

    @rule(person=people, reason=reasons)
    def withdraw(self, person, reason):
        self.take(lambda letter: letter.withdrawn(person, reason, self.now))

    @rule(person=people, reason=reasons)
    def void(self, person, reason):
        self.take(lambda letter: letter.voided(person, reason, self.now))

    @rule(document=documents)
    def hurry(self, document):
        """The straight way, taken as far as it goes, so that the end is reached often."""
        self.take(lambda letter: letter.proposed(Actor("binh", "watch-officer"), self.now))
        self.take(lambda letter: letter.approved(Actor("an", "leader"), letter.document, self.now))
        self.sign(Actor(SIGNATORY, "leader"), self.letter.document)
        self.take(lambda letter: letter.issued(Actor("binh", "watch-officer"), FINAL, self.now))

    @invariant()
    def what_left_was_proposed_approved_and_signed(self):
        letter, kinds = self.letter, [fact.kind for fact in self.letter.facts]
        if letter.state in ("signed", "issued", "received"):
            assert letter.approved_by not in (None, letter.proposed_by)
            assert letter.signed_by == SIGNATORY
            assert letter.approved_document == letter.document
            last_edit = max((i for i, kind in enumerate(kinds) if kind in ("draft", "edit", "return")), default=0)
            assert [kind for kind in kinds[last_edit + 1 :] if kind not in ("issue", "receive")] == [
                "propose",
                "approve",
                "sign",
            ]
        assert (letter.signed_document is not None) == ("sign" in kinds)
        assert (letter.receipt is not None) == (letter.state == "received")
        assert kinds.count("issue") <= 1

    @invariant()
    def a_number_is_taken_by_a_signature_and_never_given_back(self):
        signed = [fact for fact in self.letter.facts if fact.kind == "sign"]
        assert len(self.register) == len(signed) <= 1
        assert (self.letter.number is not None) == bool(signed)
        if self.letter.number and self.letter.state != "voided":
            assert self.letter.number.voiding is None

    @invariant()
    def every_fact_was_allowed_to_its_actor_and_in_order(self):
        facts = self.letter.facts
        assert [fact.version for fact in facts] == list(range(1, len(facts) + 1))
        assert all(fact.role in PERMISSIONS[fact.kind].roles for fact in facts)
        assert all(fact.reason.strip() for fact in facts if PERMISSIONS[fact.kind].reason)
        assert all(earlier.at <= later.at for earlier, later in pairwise(facts))
        assert all(fact.role in LEADERS for fact in facts if fact.kind in ("approve", "sign", "void", "return"))
        assert all(fact.role != "service" for fact in facts)


TestOffice = Office.TestCase
TestOffice.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
