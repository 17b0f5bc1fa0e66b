"""`haichieu up`, `haichieu demo`: the whole system on this machine."""

import argparse
import asyncio
from pathlib import Path

from haichieu.demo import demo
from haichieu.home import data, home
from haichieu.up import up


def add_commands(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    running = words.add_parser("up", help="run the local stack with the sample day until Ctrl-C")
    running.add_argument("--data", type=Path, default=None, help="data folder (default: var/ in the repository)")
    running.set_defaults(run=lambda a: asyncio.run(up(home(), a.data or data(), a.kafka)))
    showing = words.add_parser("demo", help="the sample day through the whole stack, with a count at the end")
    showing.add_argument("--json", action="store_true", help="one JSON object on stdout")
    showing.set_defaults(run=lambda a: asyncio.run(demo(home(), a.kafka, as_json=a.json)))
    for command in (running, showing):
        command.add_argument(
            "--kafka", choices=("embedded", "apache"), default="embedded", help="which broker to start"
        )
