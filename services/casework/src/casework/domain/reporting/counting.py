"""What is counted in a half-year, and when something belongs to it.

A case belongs to the period in which it was opened, and is carried into the next while nothing was concluded; so each
conclusion is told once. Remedies, requests and clocks belong where they fell due, were sent or were done.
"""

from collections.abc import Mapping
from datetime import datetime

from casework.domain.clocks.phrases import VIETNAM
from casework.domain.clocks.running import RunningClock
from casework.domain.clockwork import VERIFY
from casework.domain.life.parts import Action, Request
from casework.domain.life.stages import Outcome
from casework.domain.reporting.figures import TOPIC, Figure
from casework.domain.reporting.history import History, outcome_of
from casework.domain.reporting.period import Period
from casework.domain.reporting.tally import Tally

VERDICTS: Mapping[str, str] = {
    "accurate": "accurate",
    "partly-accurate": "partly",
    "inaccurate": "inaccurate",
    "unverifiable": "unverifiable",
}
OUTCOMES: Mapping[Outcome, str] = {"partial": "partial", "refused": "refused", "silent": "silent"}
LAST_WORDS = ("published", "refused")
"""Outcomes after which a request is not carried into the next period."""


class Counting:
    """Of one period, as things stood just before `cutoff`, which is not after its end."""

    def __init__(self, period: Period, cutoff: datetime) -> None:
        self._begin = period.begins_at
        self._end = min(cutoff, period.ends_at)
        self._tally = Tally()

    def take(self, history: History) -> None:
        """One case. The same case twice would count twice."""
        self._tally.add("publications", history.case.id, history.arrived(self._begin, self._end))
        if history.standing(self._end) in ("absent", "merged"):
            # What was merged is told by the other case; its publications arrived all the same.
            return
        self._case(history)
        case_id, life = history.case.id, history.case.life
        for action in life.actions:
            self._remedy(case_id, history.case.opened_at, action)
        for request in life.requests:
            self._request(case_id, request)
        for clock in history.case.clocks:
            self._clock(case_id, clock)

    def figures(self) -> tuple[Figure, ...]:
        return self._tally.figures()

    def _case(self, history: History) -> None:
        case, before = history.case, history.standing(self._begin)
        if before not in ("absent", "open"):
            return
        self._tally.add("carried" if before == "open" else "opened", case.id)
        self._tally.add("cases", case.id)
        self._tally.add(f"{TOPIC}{case.topic}", case.id)
        verdict = history.verdict(self._end)
        standing = history.standing(self._end)
        self._tally.add(VERDICTS[verdict] if verdict else "dismissed" if standing == "dismissed" else "open", case.id)
        asked = [clock for clock in case.clocks if clock.rule_id == VERIFY and clock.started_at < self._end]
        if asked and verdict and _met(asked[-1], self._end):
            self._tally.add("verified_in_time", case.id)

    def _remedy(self, case_id: str, opened_at: datetime, action: Action) -> None:
        planned, done, dropped = action.planned_at or opened_at, action.done_at, action.dropped_at
        ended = min((at for at in (done, dropped) if at), default=None)
        if planned >= self._end or (ended and ended < self._begin):
            return
        self._tally.add("remedies_planned", case_id)
        if done and done < self._end:
            self._tally.add("remedies_done", case_id)
        elif not (ended and ended < self._end) and action.due < self._end.astimezone(VIETNAM).date():
            self._tally.add("remedies_overdue", case_id)

    def _request(self, case_id: str, request: Request) -> None:
        sent = request.sent_at or request.received_at
        if sent is None or sent >= self._end:
            return
        heard = tuple((one.outcome, one.at) for one in request.heard)
        if not heard and request.outcome:
            heard = ((request.outcome, sent),)
        before, now = outcome_of(heard, self._begin), outcome_of(heard, self._end)
        carried = sent < self._begin
        if carried and before in LAST_WORDS:
            return
        self._tally.add("requests_carried" if carried else "requests_sent", case_id)
        published = "corrected" if request.track == "correction" else "replies_published"
        self._tally.add(published if now == "published" else OUTCOMES[now] if now else "waiting", case_id)

    def _clock(self, case_id: str, clock: RunningClock) -> None:
        """Those that somebody had to keep until a time in this period; one that was stopped before is neither."""
        due = clock.due_at
        if due is None or clock.at_once or not self._begin <= due < self._end:
            return
        if _met(clock, self._end):
            self._tally.add("clocks_met", case_id)
        elif clock.ended_at is None or clock.ended_at > due:
            self._tally.add("clocks_missed", case_id)


def _met(clock: RunningClock, at: datetime) -> bool:
    """It was done in time, and that was known before `at`."""
    ended, due = clock.ended_at, clock.due_at
    return clock.state == "met" and ended is not None and ended < at and (due is None or ended <= due)
