"""`haichieu classify shadow FILE | report | stop`: a candidate judges beside the active model, and decides nothing."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from classify.learning import gate
from classify.learning.gold import gold
from classify.refusals import Refused, say
from classify.routing import Units
from classify.teaching.models import ModelShelf
from classify.teaching.promoting import from_file
from classify.teaching.shadow import Difference, Shadow
from classify.teaching.shadows import Shadows
from shared.ops.clock import system_clock
from shared.ops.operator import operator
from shared.store.client import Store

SHOWN = 50


async def shadow(store: Store, args: argparse.Namespace, directory: Callable[[], Units]) -> int:
    """Raises Refused, Transient."""
    shadows = Shadows(store)
    match args.what:
        case "stop":
            if not await shadows.end(system_clock()):
                raise Refused("no candidate judges beside; begin with `haichieu classify shadow FILE`.")
            say("No candidate judges beside any more; `haichieu classify shadow report` keeps what was seen.")
        case "report":
            say(json.dumps(await _report(shadows), ensure_ascii=False, indent=1, default=str))
        case _:
            await _begin(store, shadows, Path(args.what), directory)
    return 0


async def _begin(store: Store, shadows: Shadows, path: Path, directory: Callable[[], Units]) -> None:
    candidate, last = from_file(path), await shadows.last()
    if last and last.until is None:
        raise Refused(f"{last.version} judges beside already; end that first: `haichieu classify shadow stop`.")
    now, figures = system_clock(), gate.measure(candidate, gate.Sets(gold(), (), directory()))
    await ModelShelf(store).add(candidate, figures, now, operator())
    await shadows.begin(Shadow(last.number + 1 if last else 1, candidate.version, now, operator()))
    say(f"{candidate.version} judges beside the active model, without effect. See `haichieu classify shadow report`.")


async def _report(shadows: Shadows) -> dict[str, Any]:
    last = await shadows.last()
    if last is None:
        raise Refused("no candidate has judged beside yet; begin with `haichieu classify shadow FILE`.")
    said = {"version": last.version, "since": last.since, "by": last.by, "until": last.until}
    counts = {"judged": last.judged, "missed": last.missed, "differ": last.differ}
    share = round(last.differ / last.judged, 4) if last.judged else 0.0
    examples = [_example(one) for one in await shadows.differences(last.number, SHOWN)]
    return said | counts | {"share": share, "ways": await shadows.ways(), "examples": examples}


def _example(one: Difference) -> dict[str, Any]:
    scores = {"active": one.active_score, "candidate": one.candidate_score}
    return {"publication": one.publication_id, "ways": list(one.ways), "scores": scores}
