"""What the commands share: a refusal is one line and exit code 2; answers leave as UTF-8, whatever the terminal."""

import argparse
import json
import sys
from collections.abc import Callable
from typing import Any

EXIT_REFUSED = 2

Run = Callable[[argparse.Namespace], int]


def refusing(run: Run, *refusals: type[Exception]) -> Run:
    """The command, answering each of these with its words."""

    def guarded(arguments: argparse.Namespace) -> int:
        try:
            return run(arguments)
        except refusals as error:
            sys.stderr.write(f"{error}\n")
            return EXIT_REFUSED

    return guarded


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def say(text: str) -> None:
    """A file's name may be no Unicode; the words must come out all the same."""
    sys.stdout.buffer.write(f"{text}\n".encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()
