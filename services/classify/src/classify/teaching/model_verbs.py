"""`haichieu classify rollback` and `models`: which model judges, decided by people and kept on record."""

import argparse
import json
from collections.abc import Callable, Sequence
from typing import Any

from classify.judgement import model_file
from classify.refusals import Refused, say
from classify.routing import Units
from classify.teaching.activation import SHIPPED, THE_SHIPPED, Activation
from classify.teaching.activations import Activations
from classify.teaching.models import ModelShelf
from classify.teaching.shadows import Shadows
from shared.ops.clock import system_clock
from shared.ops.operator import operator
from shared.store.client import Store


async def rollback(store: Store, _: argparse.Namespace, __: Callable[[], Units]) -> int:
    """To the model that judged before the active one was promoted. Raises Refused, Transient."""
    shelf, activations = ModelShelf(store), Activations(store)
    current = await activations.last()
    if current is None or current.version == THE_SHIPPED:
        raise Refused("the model that ships judges; there is none before it.")
    target = await activations.numbered(current.before)
    version, before = (target.version, target.before) if target else (THE_SHIPPED, SHIPPED)
    name = (await shelf.model(version)).version
    await activations.add(Activation(current.number + 1, version, before, "rolled back", system_clock(), operator()))
    await Shadows(store).end(system_clock())
    say(f"{name} judges from now on, in running services within seconds; {current.version} does no more.")
    return 0


async def models(store: Store, _: argparse.Namespace, __: Callable[[], Units]) -> int:
    """One JSON line each: the one that ships, then by when they were brought. Raises Refused, Transient."""
    said, packaged = await Activations(store).all(), model_file.packaged().version
    active = said[0].version if said else THE_SHIPPED
    say(_line(THE_SHIPPED, active, said, {"ships": True, "version": packaged}))
    for one in await ModelShelf(store).stored():
        known = {"sha256": one.sha256, "added_at": one.added_at, "added_by": one.added_by, "figures": one.figures}
        say(_line(one.model.version, active, said, known))
    return 0


def _line(version: str, active: str, said: Sequence[Activation], known: dict[str, Any]) -> str:
    history = [
        {"how": one.how, "at": one.at, "by": one.by} | ({"despite": one.despite} if one.despite else {})
        for one in said
        if one.version == version
    ]
    row = {"version": version, "active": version == active} | known | {"activations": history}
    return json.dumps(row, ensure_ascii=False, default=str)
