"""`haichieu parked`: what could not be processed, of all services."""

import argparse

from haichieu.parked import run_parked
from haichieu.plan import SERVICES
from shared.command_line import add_parked


def add_commands(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    for verb in add_parked(words):
        verb.add_argument("--service", choices=SERVICES, help="of this one alone; one record may be parked by several")
        verb.set_defaults(run=run_parked)
