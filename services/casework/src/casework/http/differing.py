"""What an outlet changed in an article, word by word, for people: taken out, put in, and what stands around it."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

MOST_WORDS = 600
"""Of either side: comparing takes the product of both."""
REWRITTEN = 0.5
"""Where fewer of the words stayed, they are no help: all that was, then all that is."""
AROUND = 12
"""Words of what stayed the same that are shown beside a change."""

Part = tuple[Literal["same", "out", "in"], str]


def differing(before: str, after: str) -> list[Part]:
    """In reading order; as plain text, which the page escapes. A long stretch that stayed is cut."""
    old, new = _words(before), _words(after)
    parts = [part for part in _parts(old, new) if part[1]]
    return [*parts, ("same", "…")] if MOST_WORDS in (len(old), len(new)) else parts


def _parts(old: Sequence[str], new: Sequence[str]) -> Iterator[Part]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < REWRITTEN:
        yield "out", " ".join(old)
        yield "in", " ".join(new)
        return
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield "same", _shortened(old[i1:i2])
        else:
            yield "out", " ".join(old[i1:i2])
            yield "in", " ".join(new[j1:j2])


def _words(text: str) -> list[str]:
    return re.findall(r"\S+", text)[:MOST_WORDS]


def _shortened(words: Sequence[str]) -> str:
    whole = len(words) <= 2 * AROUND
    return " ".join(words if whole else (*words[:AROUND], "…", *words[-AROUND:]))
