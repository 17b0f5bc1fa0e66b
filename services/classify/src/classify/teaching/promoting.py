"""`haichieu classify promote FILE`: the gate, in front of the sets that are here."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from classify.judgement import model_file
from classify.judgement.model import Model
from classify.judgement.model_file import BadModel
from classify.learning import gate
from classify.learning.examples import Example, read_lines
from classify.learning.gold import gold
from classify.learning.lessons import is_held_out
from classify.refusals import Refused, say
from classify.routing import Units
from classify.teaching.activation import SHIPPED, THE_SHIPPED, Activation
from classify.teaching.activations import Activations
from classify.teaching.models import ModelShelf
from classify.teaching.shadows import Shadows
from classify.teaching.verdict_rows import labelled, row_of
from classify.teaching.verdicts import MongoVerdicts
from shared.ops.clock import system_clock
from shared.ops.operator import operator
from shared.store.client import Store

WORSE = 1


async def promote(store: Store, args: argparse.Namespace, directory: Callable[[], Units]) -> int:
    """1 when a figure fell: then nothing has changed. Raises Refused, Transient."""
    shelf, activations = ModelShelf(store), Activations(store)
    candidate, current = from_file(args.file), await activations.last()
    active = await shelf.model(current.version if current else THE_SHIPPED)
    if candidate == active:
        raise Refused(f"{candidate.version} is the model that judges already.")
    sets = gate.Sets(gold(), await _held_out(store), directory())
    figures = gate.measure(candidate, sets)
    rows = gate.compare(gate.measure(active, sets), figures, len(sets.held_out))
    say(gate.table(rows))
    fell = [row.figure for row in rows if row.fell]
    if fell and not args.despite:
        say(f"{candidate.version} is refused: {len(fell)} of its figures fell. {active.version} goes on judging.")
        return WORSE
    await shelf.add(candidate, figures, system_clock(), operator())
    number = current.number if current else SHIPPED
    despite = args.despite if fell else ""
    said = Activation(number + 1, candidate.version, number, "promoted", system_clock(), operator(), despite)
    await activations.add(said)
    await Shadows(store).end(system_clock())
    say(f"{candidate.version} judges from now on, in running services within seconds; before it {active.version}.")
    return 0


def from_file(path: Path) -> Model:
    """Raises Refused."""
    try:
        return model_file.read(path.read_text("utf-8"))
    except (BadModel, OSError, UnicodeDecodeError) as error:
        raise Refused(f"{path}: {error}") from error


async def _held_out(store: Store) -> list[Example]:
    """The verdicts that no model has learnt from."""
    rows = [json.dumps(row_of(one)) async for one in MongoVerdicts(store).all() if labelled(one)]
    return [one for one in read_lines(rows, "verdicts") if is_held_out(one)]
