"""The two ways in which an export can fail to convince, and the one in which it cannot be made."""


class NotAnExport(Exception):
    """The thing is no export of ours; the message says what was expected."""


class Broken(Exception):
    """The first thing found that is not as it was written; the message names file and line."""


class CannotExport(Exception):
    """Something does not fit into an export; the message names the cure."""
