"""`haichieu doctor`, `haichieu bench`: about this machine."""

import argparse
import subprocess
import sys

from haichieu.doctor import doctor
from haichieu.home import home


def add_commands(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    words.add_parser("doctor", help="what is missing on this machine").set_defaults(run=lambda _: doctor(home()))
    measuring = words.add_parser("bench", help="speed as ratios to this machine's ceilings (needs the repository)")
    measuring.add_argument("arguments", nargs=argparse.REMAINDER, help="as for python -m tests.bench")
    measuring.set_defaults(
        run=lambda a: subprocess.call([sys.executable, "-m", "tests.bench", *a.arguments], cwd=home())
    )
