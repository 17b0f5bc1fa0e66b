"""How a command answers, and what it is refused with."""


class Refused(ValueError):
    """What was asked cannot be done as things stand; the words say what to do. Exit code 2."""


def say(line: str) -> None:
    """The answer, on stdout."""
    print(line)  # noqa: T201
