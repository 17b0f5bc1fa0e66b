"""Who sits at the machine, as the audit trail names them."""

import getpass


def operator_name() -> str:
    try:
        return f"shell:{getpass.getuser()}"
    except (KeyError, OSError):  # a container's user without a name
        return "shell:unnamed"
