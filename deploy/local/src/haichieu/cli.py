"""The `haichieu` command."""

import argparse
import asyncio
import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from casework.account_commands import add_commands as add_accounts
from casework.audit_commands import add_commands as add_audit
from casework.body_commands import add_commands as add_bodies
from casework.cli import add_commands as add_clocks
from casework.letter_commands import add_commands as add_letters
from casework.store.access_indexes import ACCESS_INDEXES
from classify.cli import add_commands as add_classify
from haichieu.child import ChildError
from haichieu.databases import mongo_url, opened
from haichieu.demo import demo
from haichieu.doctor import doctor
from haichieu.parked import run_parked
from haichieu.up import up
from shared.command_line import add_parked
from shared.messaging.broker import CannotReachKafka
from shared.store.client import CannotReachMongo
from shared.store.parked import NoSuchParkedRecord


def main(argv: Sequence[str] | None = None) -> int:
    """Exit codes: 0 done, 1 not as it should be, 2 wrong words, 3 something needed is away."""
    arguments = _parser().parse_args(argv)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    try:
        return int(arguments.run(arguments))
    except (ChildError, CannotReachKafka, CannotReachMongo) as error:
        sys.stderr.write(f"{error}\n")
        return 3
    except NoSuchParkedRecord as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="haichieu", description="Hai Chiều: báo chí và công đoàn, hai chiều.")
    commands = parser.add_subparsers(dest="command", required=True)
    running = commands.add_parser("up", help="run the local stack with the sample day until Ctrl-C")
    running.add_argument("--data", type=Path, default=None, help="data folder (default: var/ in the repository)")
    running.set_defaults(run=lambda a: asyncio.run(up(home(), a.data or _data(), a.kafka)))
    showing = commands.add_parser("demo", help="the sample day through the whole stack, with a count at the end")
    showing.add_argument("--json", action="store_true", help="one JSON object on stdout")
    showing.set_defaults(run=lambda a: asyncio.run(demo(home(), a.kafka, as_json=a.json)))
    for command in (running, showing):
        command.add_argument(
            "--kafka", choices=("embedded", "apache"), default="embedded", help="which broker to start"
        )
    commands.add_parser("doctor", help="what is missing on this machine").set_defaults(run=lambda _: doctor(home()))
    measuring = commands.add_parser("bench", help="speed as ratios to this machine's ceilings (needs the repository)")
    measuring.add_argument("arguments", nargs=argparse.REMAINDER, help="as for python -m tests.bench")
    measuring.set_defaults(
        run=lambda a: subprocess.call([sys.executable, "-m", "tests.bench", *a.arguments], cwd=home())
    )
    add_parked(commands).set_defaults(run=run_parked)
    add_classify(commands)
    add_clocks(commands)
    add_bodies(commands, lambda: opened("casework", mongo_url()))
    add_letters(commands, lambda: opened("casework", mongo_url()))
    add_audit(commands, mongo_url)
    add_accounts(commands, lambda: opened("casework", mongo_url(), ACCESS_INDEXES))
    return parser


def home() -> Path:
    """The repository: where this command was installed from, or HAICHIEU_HOME."""
    if given := os.environ.get("HAICHIEU_HOME"):
        return Path(given)
    return Path(__file__).resolve().parents[4]


def _data() -> Path:
    return Path(os.environ.get("HAICHIEU_DATA", home() / "var"))
