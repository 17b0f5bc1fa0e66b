"""`haichieu classify`: needs no server; which unions answer is read from the table of bodies that ships."""

import argparse

from casework.domain.directory.roles import PROVINCIAL, UNIT
from casework.store.bodies import packaged_bodies
from classify import cli
from classify.routing import Units
from classify.unions import Unit


def add_commands(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    cli.add_commands(words, packaged_units)


def packaged_units() -> Units:
    return Units(
        Unit(body.id, body.is_a(PROVINCIAL), body.places, body.sectors, body.valid_from, body.valid_to)
        for body in packaged_bodies()
        if body.is_a(PROVINCIAL) or body.is_a(UNIT)
    )
