"""Who sits at the machine: it stands on record with what they decided."""

import getpass


def operator() -> str:
    """The account that is signed in."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user without a name
        return "unnamed"
