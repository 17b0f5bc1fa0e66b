"""What ends a command, and with which exit code. Light: who needs no server loads none."""


class Away(Exception):
    """Something that is needed does not answer. Exit code 3."""

    CODE = 3


class WrongWords(Exception):
    """What was asked for is not there, or was asked wrongly. Exit code 2."""

    CODE = 2
