"""`haichieu audit`: verifying needs no server."""

import argparse

from casework import audit_commands
from haichieu.databases import mongo_url


def add_commands(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    audit_commands.add_commands(words, mongo_url)
