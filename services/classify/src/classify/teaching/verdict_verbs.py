"""`haichieu classify verdicts export`: officers' verdicts with their texts, as `train` reads them."""

import argparse
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from classify.learning.lessons import held_out
from classify.refusals import Refused, say
from classify.routing import Units
from classify.teaching.verdict_rows import kind_of, labelled, row_of
from classify.teaching.verdicts import TAKEN_BACK, MongoVerdicts
from shared.store.client import Store


async def export(store: Store, args: argparse.Namespace, _: Callable[[], Units]) -> int:
    """Says how many there are of each kind. Raises Refused, Transient."""
    counts = Counter({name: 0 for name in ("rows", "yes", "no", "held_out", "without_text", TAKEN_BACK)})
    with _private(args.output) as file:
        async for judged in MongoVerdicts(store).all():
            counts[kind_of(judged)] += 1
            if labelled(judged):
                counts["rows"] += 1
                counts["held_out"] += held_out(judged.event)
                file.write(json.dumps(row_of(judged), ensure_ascii=False) + "\n")
    say(json.dumps({"file": str(args.output), **counts}))
    return 0


def _private(path: Path) -> TextIO:
    """For its owner's eyes: posts are among the texts."""
    try:
        path.touch(0o600)
        path.chmod(0o600)
        return path.open("w", encoding="utf-8")
    except OSError as error:
        raise Refused(f"{path} cannot be written ({error.strerror}); name another file with -o.") from error
