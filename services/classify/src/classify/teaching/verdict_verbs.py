"""`haichieu classify verdicts export`: officers' verdicts with their texts, as `train` reads them."""

import argparse
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from classify.learning.lessons import KIND, held_out
from classify.refusals import Refused, say
from classify.routing import Units
from classify.teaching.verdicts import WITHDRAWN, Judged, MongoVerdicts
from shared.store.client import Store


async def export(store: Store, args: argparse.Namespace, _: Callable[[], Units]) -> int:
    """Says how many there are of each kind. Raises Refused, Transient."""
    counts = Counter({name: 0 for name in ("rows", "yes", "no", "held_out", "without_text", WITHDRAWN)})
    with _private(args.output) as file:
        async for judged in MongoVerdicts(store).all():
            counts[_kind(judged)] += 1
            if labelled(judged):
                counts["rows"] += 1
                counts["held_out"] += held_out(judged.event)
                file.write(json.dumps(row_of(judged), ensure_ascii=False) + "\n")
    say(json.dumps({"file": str(args.output), **counts}))
    return 0


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
    return _kind(judged) in ("yes", "no")


def _kind(judged: Judged) -> str:
    if judged.verdict.relevant == WITHDRAWN:
        return WITHDRAWN
    return judged.verdict.relevant if judged.publication else "without_text"


def _private(path: Path) -> TextIO:
    """For its owner's eyes: posts are among the texts."""
    try:
        path.touch(0o600)
        path.chmod(0o600)
        return path.open("w", encoding="utf-8")
    except OSError as error:
        raise Refused(f"{path} cannot be written ({error.strerror}); name another file with -o.") from error
