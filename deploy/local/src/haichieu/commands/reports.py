"""`haichieu report`."""

import argparse

from casework import report_commands
from haichieu.databases import mongo_url, opened


def add_commands(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    report_commands.add_commands(words, lambda: opened("casework", mongo_url()))
