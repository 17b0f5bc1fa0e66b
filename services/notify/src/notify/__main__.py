"""python -m notify serve | settings | topics | asyncapi | parked …"""

import sys

from notify.app import build
from notify.settings import Settings
from shared.command_line import run

if __name__ == "__main__":
    sys.exit(run("notify", build, own_settings=[Settings]))
