"""python -m casework serve | settings | topics | asyncapi | parked …"""

import sys

from casework.app import build
from shared.command_line import run

if __name__ == "__main__":
    sys.exit(run("casework", build))
