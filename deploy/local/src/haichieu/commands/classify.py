"""`haichieu classify`: judging needs no server; which unions answer is read from the table of bodies that ships.

What the service learns from is in its database; the driver is loaded when one of those verbs is used.
"""

import argparse
from contextlib import AbstractAsyncContextManager
from importlib import import_module
from typing import TYPE_CHECKING

from casework.domain.directory.roles import PROVINCIAL, UNIT
from casework.store.bodies import packaged_bodies
from classify import cli, teaching_words
from classify.routing import Units
from classify.unions import Unit

if TYPE_CHECKING:
    from shared.store.client import Store


def add_commands(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    teaching_words.add_commands(cli.add_commands(words, packaged_units), database, packaged_units)


def database() -> "AbstractAsyncContextManager[Store]":
    databases, indexes = import_module("haichieu.databases"), import_module("classify.store").INDEXES
    opened: AbstractAsyncContextManager[Store] = databases.opened("classify", databases.mongo_url(), indexes)
    return opened


def packaged_units() -> Units:
    return Units(
        Unit(body.id, body.is_a(PROVINCIAL), body.places, body.sectors, body.valid_from, body.valid_to)
        for body in packaged_bodies()
        if body.is_a(PROVINCIAL) or body.is_a(UNIT)
    )
