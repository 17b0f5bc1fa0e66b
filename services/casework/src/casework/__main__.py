"""python -m casework serve | settings | topics | asyncapi | parked …"""

import sys

from casework.app import build
from casework.settings import Settings
from shared.command_line import run

if __name__ == "__main__":
    sys.exit(run("casework", build, own_settings=[Settings]))
