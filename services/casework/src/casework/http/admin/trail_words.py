"""Chains and details of the audit trail in words, with titles where they are known."""

from collections.abc import Callable, Mapping
from typing import Any

from casework.http.admin.trail_names import CHAINS, DETAILS
from casework.http.words import say


def chain_name(chain: str, titles: Mapping[str, str]) -> str:
    """What the chain is of; the title of a case that may be seen."""
    kind, _, id_ = chain.partition("/")
    named = CHAINS.get(kind, kind)
    if not id_:
        return named
    return f"{named} “{titles[id_]}”" if id_ in titles else f"{named} {id_}"


def detail(value: Any, titles: Mapping[str, str]) -> str:
    """Ids by their titles, as far as they are known."""
    match value:
        case bool():
            return "có" if value else "không"
        case list() | tuple():
            return ", ".join(detail(one, titles) for one in value) or "–"
        case Mapping():
            return ", ".join(f"{name}: {detail(one, titles)}" for name, one in value.items()) or "–"
        case None | "":
            return "–"
        case _:
            return f"“{titles[str(value)]}”" if str(value) in titles else say(str(value))


FILTERS: dict[str, Callable[..., Any]] = {
    "chain_name": chain_name,
    "detail": detail,
    "detail_name": lambda name: DETAILS.get(name, name),
}
