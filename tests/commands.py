"""For each command to a case: a life in which it can be given, and what must be sent to give it."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

from tests.unit.casework.life.examples import BINH, EXAMPLES, LAN, MINH, acted, concluded

from casework.domain.life import commands as c
from casework.domain.life.life import Life
from casework.http.order_shapes import makes_a_part
from casework.http.orders import VERBS

FOUND = acted((MINH, EXAMPLES[c.ReportFinding]))
PROPOSED = acted((MINH, EXAMPLES[c.ProposeConclusion]), life=FOUND)
DECIDED = concluded("partly-accurate")
PLANNED = acted((MINH, EXAMPLES[c.PlanAction]), life=DECIDED)
DRAFTED = acted((LAN, EXAMPLES[c.OpenRequest]), life=DECIDED)
SENT = acted((LAN, EXAMPLES[c.SendRequest]), life=DRAFTED)

LIVES: Mapping[type[c.Command], Life] = {
    c.Confirm: Life("triage"),
    c.ProposeConclusion: FOUND,
    c.ReturnConclusion: PROPOSED,
    c.ApproveConclusion: PROPOSED,
    c.PlanAction: DECIDED,
    c.CompleteAction: PLANNED,
    c.DropAction: PLANNED,
    c.OpenRequest: DECIDED,
    c.SendRequest: DRAFTED,
    c.RecordOutcome: SENT,
    c.EscalateRequest: SENT,
    c.SettleRequest: acted((LAN, EXAMPLES[c.RecordOutcome]), life=SENT),
    c.WithdrawRequest: DRAFTED,
    c.Close: DECIDED,
    c.Reopen: acted((BINH, EXAMPLES[c.Close]), life=DECIDED),
    c.UnlinkCase: acted((LAN, EXAMPLES[c.LinkCase])),
    c.Unmerge: acted((LAN, EXAMPLES[c.MergeInto])),
}
KIND_OF = {verb.word: verb.kind for verb in VERBS}
THIRD_UNIT = "cd-lao-cai"


def ready(word: str, level: str, other: str) -> Life:
    """`other` is the case to which this one is linked or merged."""
    life = LIVES.get(KIND_OF.get(word, c.Command), Life("verification-requested"))
    links = tuple(replace(link, case_id=other) for link in life.links)
    return replace(life, level=level, links=links, merged_into=other if life.merged_into else "")


def body(word: str, case_id: str, other: str, now: datetime, level: str = "normal") -> dict[str, Any]:
    example = EXAMPLES[KIND_OF[word]]
    given = {one.name: getattr(example, one.name) for one in fields(example)}
    if makes_a_part(KIND_OF[word]):
        del given["id"]
    here = {
        "publication_id": f"{case_id}-p1",
        "publication_ids": (f"{case_id}-p1",),
        "unit_id": THIRD_UNIT,
        "case_id": other,
        "received_at": now.isoformat(),
        "level": "restricted" if level == "normal" else "normal",
    }
    given |= {name: value for name, value in here.items() if name in given}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in given.items()}
