"""`haichieu letter`."""

import argparse

from casework import letter_commands
from haichieu.databases import mongo_url, opened


def add_commands(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    letter_commands.add_commands(words, lambda: opened("casework", mongo_url()))
