"""Who sits at the machine, as the audit trail names them."""

from shared.ops.operator import operator


def operator_name() -> str:
    return f"shell:{operator()}"
