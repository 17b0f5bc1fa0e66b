"""`haichieu parked`: what could not be processed, of all services."""

import argparse

from haichieu.parked import run_parked
from shared.command_line import add_parked


def add_commands(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    add_parked(words).set_defaults(run=run_parked)
