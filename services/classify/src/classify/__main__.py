"""python -m classify serve | settings | topics | asyncapi | parked …"""

import sys

from classify.app import build
from shared.command_line import run

if __name__ == "__main__":
    sys.exit(run("classify", build))
