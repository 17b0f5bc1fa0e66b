"""The life of a case and its clocks inside the case's document, and back."""

from dataclasses import asdict
from datetime import date

from casework.domain.clocks.running import RunningClock
from casework.domain.life.life import Life
from casework.domain.life.parts import Action, Conclusion, Finding, Heard, Link, Request
from casework.domain.reminders.planned import Planned
from shared.store.driver import Document


def life_document(life: Life) -> Document:
    row = asdict(life)
    row["actions"] = [action | {"due": action["due"].isoformat()} for action in row["actions"]]
    return row


def life_of(row: Document) -> Life:
    return Life(
        stage=row["stage"],
        findings=tuple(Finding(**_with_tuple(one, "evidence")) for one in row["findings"]),
        conclusion=Conclusion(**row["conclusion"]) if row["conclusion"] else None,
        earlier=tuple(Conclusion(**one) for one in row["earlier"]),
        actions=tuple(Action(**one | {"due": date.fromisoformat(one["due"])}) for one in row["actions"]),
        requests=tuple(_request_of(one) for one in row["requests"]),
        links=tuple(Link(**one) for one in row["links"]),
        level=row["level"],
        merged_into=row["merged_into"],
        before_merge=row["before_merge"],
        absorbed=tuple(row["absorbed"]),
    )


def _request_of(row: Document) -> Request:
    # Requests of before outcomes were kept with their times have none.
    heard = tuple(Heard(**one) for one in row.get("heard", ()))
    return Request(**_with_tuple(row, "escalated_to") | {"heard": heard})


def clock_document(clock: RunningClock) -> Document:
    return asdict(clock)


def clock_of(row: Document) -> RunningClock:
    # Clocks of before there were reminders have no plan.
    plan = tuple(Planned(**_with_tuple(one, "steps")) for one in row.get("plan", ()))
    return RunningClock(**_with_tuple(row, "derivation") | {"plan": plan})


def _with_tuple(row: Document, name: str) -> Document:
    return row | {name: tuple(row[name])}
