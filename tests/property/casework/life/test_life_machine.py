"""No sequence of commands, by whomever, breaks an invariant of a case's life."""

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tests.unit.casework.life.examples import EXAMPLES, NOW, UNIT

from casework.domain.life import commands as c
from casework.domain.life.actor import Actor
from casework.domain.life.guards import Scene
from casework.domain.life.life import Life
from casework.domain.life.machine import take
from casework.domain.life.refusals import Refused
from casework.domain.roles import Role

ACTORS = [
    Actor(account, role, UNIT)
    for account in ("a", "b", "c")
    for role in (Role.WATCH_OFFICER, Role.UNIT_OFFICER, Role.LEADER)
]
NUMBERED = {c.ReportFinding: "f", c.PlanAction: "a", c.CompleteAction: "a", c.DropAction: "a"}
IDS = st.integers(1, 3)
VERDICTS = st.sampled_from(["accurate", "partly-accurate", "inaccurate", "unverifiable"])


@st.composite
def orders(draw: st.DrawFn) -> c.Command:
    command = EXAMPLES[draw(st.sampled_from(sorted(EXAMPLES, key=lambda kind: kind.KIND)))]
    fields = {}
    if hasattr(command, "id"):
        fields["id"] = f"{NUMBERED.get(type(command), 'r')}{draw(IDS)}"
    if isinstance(command, c.ProposeConclusion):
        fields |= {"verdict": draw(VERDICTS), "competent_body": draw(st.sampled_from(["", "Thanh tra"]))}
    if isinstance(command, c.OpenRequest):
        fields |= {"publication_id": f"p{draw(IDS)}", "track": draw(st.sampled_from(["reply", "correction"]))}
    if isinstance(command, c.RecordOutcome):
        fields["outcome"] = draw(st.sampled_from(["published", "partial", "refused", "silent"]))
    return replace(command, reason=draw(st.sampled_from(["", "vì thế"])), **fields)


class LifeOfACase(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.life = Life("triage")
        self.unit = UNIT

    @initialize(stage=st.sampled_from(["triage", "verification-requested"]))
    def opened(self, stage):
        self.life = Life(stage)

    @rule()
    def the_unit_comes_back(self):
        self.unit = UNIT

    @rule(actor=st.sampled_from(ACTORS), order=orders())
    def step(self, actor, order):
        before = self.life
        try:
            self.life = take(
                before, order, Scene(actor, NOW, self.unit, frozenset({"p1", "p2"}), "case-1", 3, "case-9")
            )
        except Refused:
            assert self.life is before
            return
        if isinstance(order, c.Assign):
            self.unit = order.unit_id
        elif not isinstance(order, c.RecordOutcome):
            assert self.life != before, "a step that is taken changes something"

    @rule(verdict=VERDICTS)
    def hurry_on(self, verdict):
        """A walk to the acting stage, which random steps alone rarely reach."""
        for actor, order in (
            (ACTORS[0], EXAMPLES[c.Confirm]),
            (ACTORS[1], c.ReportFinding(id="f9", text="x")),
            (ACTORS[1], c.ProposeConclusion(verdict=verdict, summary="x", competent_body="Thanh tra")),
            (ACTORS[5], c.ApproveConclusion()),
        ):
            self.step(actor, order)

    @invariant()
    def a_conclusion_counts_only_after_two_people(self):
        conclusion = self.life.conclusion
        assert (conclusion is not None) == (self._stage() in ("concluding", "acting", "closed"))
        if self._stage() in ("acting", "closed"):
            assert conclusion.approved_by
            assert conclusion.approved_by != conclusion.proposed_by
        assert all(one.approved_by and one.approved_by != one.proposed_by for one in self.life.earlier)

    @invariant()
    def nothing_is_open_in_a_closed_case(self):
        if self.life.stage in ("closed", "dismissed"):
            assert not any(part.open for part in (*self.life.actions, *self.life.requests))

    @invariant()
    def every_part_is_there_once(self):
        for parts in (self.life.findings, self.life.actions, self.life.requests):
            assert len({part.id for part in parts}) == len(parts)
        asked = [(one.publication_id, one.track) for one in self.life.requests if one.open]
        assert len(set(asked)) == len(asked)

    @invariant()
    def outcomes_and_escalations_stand_on_a_letter(self):
        for one in self.life.requests:
            assert one.publication_id in ("p1", "p2")
            if one.outcome or one.escalated_to or one.state == "settled":
                assert one.letter_number
                assert one.received_at

    @invariant()
    def a_merged_case_knows_where_it_is_and_whence_it_came(self):
        merged = self.life.stage == "merged"
        assert merged == bool(self.life.merged_into) == (self.life.before_merge is not None)

    def _stage(self) -> str:
        return self.life.before_merge or self.life.stage


LifeOfACase.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestLifeOfACase = LifeOfACase.TestCase
