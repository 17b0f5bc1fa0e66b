"""What can be learnt from officers' verdicts, as `haichieu classify verdicts export` writes them."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from zlib import crc32

from classify.learning.examples import Example, read
from classify.learning.seen import Seen

KIND = "verdict"
"""The `text_kind` of such a row."""
_KEPT_BACK = 5


def held_out(event: str) -> bool:
    """A fifth of the events is never learnt from: a candidate is measured by it. The same on every machine."""
    return crc32(f"held out: {event}".encode()) % _KEPT_BACK == 0


def is_held_out(example: Example) -> bool:
    return example.kind == KIND and held_out(example.event)


def lessons(path: Path) -> list[Example]:
    """The rows that may be learnt from. Raises BadData."""
    return [one for one in read(path) if one.kind == KIND and not held_out(one.event)]


def completed(labelled: Iterable[tuple[Example, Seen]]) -> list[tuple[Example, Seen]]:
    """A "no" does not say why. Where a place of the province is named, it can only be that it is not about work."""
    return [(_completed(example, seen), seen) for example, seen in labelled]


def _completed(example: Example, seen: Seen) -> Example:
    if example.kind == KIND and example.gold.relevant is False and seen.reading.places:
        return replace(example, gold=replace(example.gold, labour=False, province=True))
    return example
