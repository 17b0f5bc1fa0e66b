"""python -m ingest serve | settings | topics | parked …"""

import sys

from ingest.app import build
from shared.command_line import run

if __name__ == "__main__":
    sys.exit(run("ingest", build))
