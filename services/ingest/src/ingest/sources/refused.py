"""What people asked for and is not done."""

from shared.exits import WrongWords


class SourcesRefused(WrongWords):
    """A file of sources is wrong, or what was asked cannot be done; the message says what to do."""
