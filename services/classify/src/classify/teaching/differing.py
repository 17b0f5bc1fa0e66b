"""In which ways two judgements of one publication differ, as far as anybody would notice."""

from typing import Protocol

KINDS = ("topic", "tone", "urgency")


class Said(Protocol):
    """As much of a judgement as is compared."""

    @property
    def relevant(self) -> str: ...
    @property
    def topic(self) -> str: ...
    @property
    def tone(self) -> str: ...
    @property
    def urgency(self) -> str: ...


def ways(before: Said, after: Said) -> list[str]:
    """Like "relevant: no → unsure". Of what both leave aside, topic, tone and urgency are seen by nobody."""
    seen = before.relevant != "no" or after.relevant != "no"
    compared = ("relevant", *(KINDS if seen else ()))
    sides = [(name, getattr(before, name), getattr(after, name)) for name in compared]
    return [f"{name}: {one} → {other}" for name, one, other in sides if one != other]
