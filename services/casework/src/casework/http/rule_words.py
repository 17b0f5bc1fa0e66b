"""A time limit's row in the words of the pages."""

from collections.abc import Callable, Mapping
from typing import Any

from casework.http.words import say

OWN_TARGET = "Mục tiêu nội bộ"


def rule_limit(rule: Any) -> str:
    """How long, and from when; a number of rounds runs from nothing."""
    if rule.unit == "rounds":
        return f"tối đa {rule.quantity} lần"
    long = f"{rule.quantity} {say(f'unit-{rule.unit}')}" if rule.quantity else say(f"unit-{rule.unit}")
    return f"{long}, {say(f'start-{rule.starts}')}"


def rule_grounds(rule: Any) -> str:
    """How binding it is and by what; a target of our own says so once. A row of a page, or one of the database."""
    force, basis = (rule["force"], rule["basis"]) if isinstance(rule, Mapping) else (rule.force, rule.basis)
    if force == "internal" and basis.startswith(OWN_TARGET):
        return str(basis.replace(OWN_TARGET, f"{OWN_TARGET}, không phải luật", 1))
    return f"{say(force)} · {basis}"


FILTERS: dict[str, Callable[..., Any]] = {"rule_limit": rule_limit, "rule_grounds": rule_grounds}
