"""A verdict with its publication as `train` and `evaluate` read it."""

from typing import Any

from classify.learning.lessons import KIND
from classify.teaching.verdicts import TAKEN_BACK, Judged


def row_of(judged: Judged) -> dict[str, Any]:
    """A yes says that it is about work and about the province; a no does not say which of them is missing."""
    verdict, publication = judged.verdict, judged.publication
    assert publication is not None  # noqa: S101  # asked before: without a text there is no row
    row: dict[str, Any] = {
        "id": publication.id,
        "title": publication.title,
        "text": publication.text,
        "event": judged.event,
        "text_kind": KIND,
        "published": publication.published_at.isoformat() if publication.published_at else "",
        "relevant": int(verdict.relevant == "yes"),
        "role": verdict.role,
        "judged_at": verdict.judged_at.isoformat(),
        "machine": {"relevant": verdict.machine_relevant, "score": verdict.machine_score},
    }
    if verdict.relevant == "yes":
        row |= {"labor": 1, "laocai": 1}
        row |= {"topic": verdict.topic} if verdict.topic else {}
        row |= {"units": [verdict.unit_id]} if verdict.unit_id else {}
    return row


def labelled(judged: Judged) -> bool:
    """Whether it has a text and says yes or no."""
    return kind_of(judged) in ("yes", "no")


def kind_of(judged: Judged) -> str:
    if judged.verdict.relevant == TAKEN_BACK:
        return TAKEN_BACK
    return judged.verdict.relevant if judged.publication else "without_text"
