"""What people do to a case over HTTP: one line for each command of its life, with what it takes to be allowed.

The API's routes, the console's forms and the authorization table are made from these lines.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from casework.access.policy import Permission
from casework.domain.life import commands as c


@dataclass(frozen=True, slots=True)
class Verb:
    """`word` is the command's place under its case: `/cases/{case_id}/{word}`."""

    word: str
    kind: type[c.Command]
    permission: Permission


VERBS = (
    Verb("confirm", c.Confirm, Permission.TRIAGE_CASES),
    Verb("dismiss", c.Dismiss, Permission.TRIAGE_CASES),
    Verb("assign", c.Assign, Permission.ASSIGN_CASES),
    Verb("keep-unit", c.KeepUnit, Permission.ASSIGN_CASES),
    Verb("acknowledge", c.Acknowledge, Permission.VERIFY_CASES),
    Verb("report-finding", c.ReportFinding, Permission.VERIFY_CASES),
    Verb("propose-conclusion", c.ProposeConclusion, Permission.PROPOSE_CONCLUSIONS),
    Verb("return-conclusion", c.ReturnConclusion, Permission.APPROVE_CONCLUSIONS),
    Verb("approve-conclusion", c.ApproveConclusion, Permission.APPROVE_CONCLUSIONS),
    Verb("plan-action", c.PlanAction, Permission.REMEDY_CASES),
    Verb("complete-action", c.CompleteAction, Permission.REMEDY_CASES),
    Verb("drop-action", c.DropAction, Permission.DIRECT_CASES),
    Verb("open-request", c.OpenRequest, Permission.MANAGE_REQUESTS),
    Verb("send-request", c.SendRequest, Permission.MANAGE_REQUESTS),
    Verb("record-outcome", c.RecordOutcome, Permission.RECORD_OUTCOMES),
    Verb("escalate-request", c.EscalateRequest, Permission.DIRECT_CASES),
    Verb("settle-request", c.SettleRequest, Permission.MANAGE_REQUESTS),
    Verb("withdraw-request", c.WithdrawRequest, Permission.MANAGE_REQUESTS),
    Verb("close", c.Close, Permission.DIRECT_CASES),
    Verb("reopen", c.Reopen, Permission.TRIAGE_CASES),
    Verb("set-level", c.SetLevel, Permission.DIRECT_CASES),
    Verb("link", c.LinkCase, Permission.TRIAGE_CASES),
    Verb("unlink", c.UnlinkCase, Permission.TRIAGE_CASES),
    Verb("merge", c.MergeInto, Permission.TRIAGE_CASES),
    Verb("split", c.Split, Permission.TRIAGE_CASES),
    Verb("unmerge", c.Unmerge, Permission.TRIAGE_CASES),
)
VERB_OF: Mapping[type[c.Command], Verb] = {verb.kind: verb for verb in VERBS}
