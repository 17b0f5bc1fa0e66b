"""Whatever arrives and whatever people split, merge and undo: each publication is in one case, and counted there."""

import asyncio
import base64
import random
import struct
from collections import Counter

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tests.unit.casework.conftest import NOW, Office
from tests.unit.casework.life.examples import LAN

from casework.domain.case import Case, Order, Told
from casework.domain.life import commands as c
from casework.domain.life.refusals import Refused
from casework.testing import a_sighting, the_means
from casework.usecases.acting import act
from shared.cause import Cause

STORIES = st.integers(1, 3)


def text(story: int) -> str:
    dice = random.Random(story)
    return base64.b64encode(struct.pack("<64I", *(dice.randrange(2**32) for _ in range(64)))).decode()


class Desk(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.office, self.arrived = Office(), 0
        self.parted: dict[str, str] = {}
        """By publication, the case that a person put it into."""

    @rule(story=STORIES)
    def one_more_is_published(self, story: int) -> None:
        self.arrived += 1
        id_ = f"p{self.arrived}"
        sighting = a_sighting(message_id=f"m{id_}", publication_id=id_, encoded_signature=text(story))
        asyncio.run(self.office.assess(sighting))

    @rule(data=st.data())
    def somebody_splits(self, data: st.DataObject) -> None:
        case = self._any(data)
        told = self._told(case) if case else []
        if not case or not told:
            return
        ids = data.draw(st.lists(st.sampled_from([one.publication_id for one in told]), unique=True))
        known = {one.id for one in self.office.cases}
        if self._give(case, c.Split(publication_ids=tuple(ids), reason="vì thế")):
            (new,) = {one.id for one in self.office.cases} - known
            self.parted |= dict.fromkeys(ids, new)

    @rule(data=st.data())
    def somebody_merges_or_undoes_it(self, data: st.DataObject) -> None:
        case, other = self._any(data), self._any(data)
        if case and other:
            undo = bool(case.life.merged_into)
            self._give(case, c.Unmerge(reason="x") if undo else c.MergeInto(case_id=other.id, reason="x"))

    @invariant()
    def nothing_is_lost_or_told_twice(self) -> None:
        assert {one.publication_id for one in self.office.told} == {f"p{n}" for n in range(1, self.arrived + 1)}
        assert sum(case.told_count for case in self.office.cases) == self.arrived

    @invariant()
    def each_case_counts_its_own_without_gaps(self) -> None:
        numbers = Counter(one.case_id for one in self.office.told)
        assert numbers == {case.id: case.told_count for case in self.office.cases}
        for case in self.office.cases:
            assert [one.number for one in self._told(case)] == list(range(1, case.told_count + 1))

    @invariant()
    def what_a_person_parted_stays_parted(self) -> None:
        homes = {one.publication_id: one.case_id for one in self.office.told}
        assert {id_: homes[id_] for id_ in self.parted} == self.parted

    def _any(self, data: st.DataObject) -> Case | None:
        return data.draw(st.sampled_from(self.office.cases)) if self.office.cases else None

    def _told(self, case: Case) -> list[Told]:
        return [one for one in self.office.told if one.case_id == case.id]

    def _give(self, case: Case, command: c.Command) -> bool:
        id_ = self.office._new_id()
        order = Order(command, LAN, case.version, NOW, Cause(case.id, id_))
        try:
            asyncio.run(act(case.id, id_, order, self.office.works, the_means(self.office._new_id)))
        except Refused:
            return False
        return True


Desk.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestDesk = Desk.TestCase
