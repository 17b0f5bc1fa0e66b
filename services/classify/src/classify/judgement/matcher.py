"""Finds all known words of a text in one pass, whole words only."""

from collections.abc import Iterable
from typing import Never

from ahocorasick_rs import BytesAhoCorasick, Implementation

from classify.judgement import letters

Hit = tuple[int, int, int]  # start, end, index of the word


class Matcher:
    """Of words in usual letters; see judgement.letters."""

    def __init__(self, words: Iterable[str]) -> None:
        coded = [letters.usual(word) or _refuse(word) for word in words]
        # A deterministic automaton takes ten megabytes more, and in a busy process, without the cache, is no faster.
        self._automaton = BytesAhoCorasick(coded, implementation=Implementation.ContiguousNFA)

    def find(self, text: str, coded: bytes | None = None) -> list[Hit]:
        """Every occurrence, overlapping ones too: by start, the longest first. `coded` is the same text."""
        length = len(text)
        hay = letters.roughly(text) if coded is None else coded
        hits = [
            (start, -end, index)
            for index, start, end in self._automaton.find_matches_as_indexes(hay, overlapping=True)
            if not (start and text[start - 1].isalnum()) and not (end < length and text[end].isalnum())
        ]
        hits.sort()
        return [(start, -end, index) for start, end, index in hits]


def _refuse(word: str) -> Never:
    raise ValueError(f"{word!r} is empty or has characters that no usual text has: nothing would ever match it")
