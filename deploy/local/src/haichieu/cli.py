"""The `haichieu` command."""

import argparse
import logging
import sys
from collections.abc import Sequence

from haichieu.commands import add_commands
from shared.exits import Away, WrongWords


def main(argv: Sequence[str] | None = None) -> int:
    """Exit codes: 0 done, 1 not as it should be, 2 wrong words, 3 something needed is away."""
    given = sys.argv[1:] if argv is None else argv
    arguments = _parser(next(iter(given), None)).parse_args(given)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    try:
        return int(arguments.run(arguments))
    except (Away, WrongWords) as error:
        sys.stderr.write(f"{error}\n")
        return error.CODE
    except KeyboardInterrupt:
        return 130


def _parser(wanted: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="haichieu", description="Hai Chiều: báo chí và công đoàn, hai chiều.")
    add_commands(parser.add_subparsers(dest="command", required=True), wanted)
    return parser
