"""python -m notify serve | settings | topics | parked …"""

import sys

from notify.app import build
from shared.command_line import run

if __name__ == "__main__":
    sys.exit(run("notify", build))
