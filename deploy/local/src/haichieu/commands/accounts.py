"""`haichieu accounts`, `haichieu service-token`."""

import argparse

from casework import account_commands
from casework.store.access_indexes import ACCESS_INDEXES
from haichieu.databases import mongo_url, opened


def add_commands(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    account_commands.add_commands(words, lambda: opened("casework", mongo_url(), ACCESS_INDEXES))
