"""What is offered can be done, and what is not offered cannot: the pages and the steps never disagree."""

from tests.unit.casework.life.examples import BINH, CHI, EXAMPLES, LAN, MINH, acted, concluded, scene

from casework.domain.life import commands as c
from casework.domain.life.actor import Actor
from casework.domain.life.life import Life
from casework.domain.life.offering import offered
from casework.domain.roles import Role


def test_each_sees_their_own_work():
    proposed = acted((MINH, EXAMPLES[c.ReportFinding]), (MINH, EXAMPLES[c.ProposeConclusion]))
    assert c.ApproveConclusion in offered(proposed, scene(BINH))
    assert c.ApproveConclusion not in offered(proposed, scene(Actor("minh", Role.LEADER)))
    assert offered(proposed, scene(MINH)) == ()
    assert offered(Life("verification-requested"), scene(MINH)) == (c.Acknowledge, c.ReportFinding)
    assert c.OpenRequest not in offered(concluded("accurate"), scene(CHI))
    assert c.PlanAction not in offered(concluded("inaccurate"), scene(LAN))
    assert offered(proposed, scene(Actor("x", Role.AUDITOR))) == ()
