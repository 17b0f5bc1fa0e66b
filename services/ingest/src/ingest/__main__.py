"""python -m ingest serve | settings | topics | asyncapi | parked …"""

import sys

from ingest.app import build
from ingest.settings import Settings
from shared.command_line import run

if __name__ == "__main__":
    sys.exit(run("ingest", build, own_settings=[Settings]))
