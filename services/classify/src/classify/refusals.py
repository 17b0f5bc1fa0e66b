"""What a command is refused with; the words say what to do."""


class Refused(ValueError):
    """What was asked cannot be done as things stand. Exit code 2."""
