"""What the trained model reads: syllables and pairs of neighbours in title and first lines, without accents."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from classify.judgement.letters import strip_accents
from classify.judgement.reader import Reading

_SYLLABLE = re.compile("[a-z]+")


@dataclass(frozen=True, slots=True)
class Grams:
    """Accents are left out, so that one model serves those who write them and those who do not."""

    head: str
    found: frozenset[str]

    def spans(self, wanted: Collection[str]) -> dict[str, tuple[int, int]]:
        """Where each of these first stands in the document's text."""
        spans: dict[str, tuple[int, int]] = {}
        before, start = "", 0
        for syllable in _SYLLABLE.finditer(self.head):
            word = syllable[0]
            if word in wanted:
                spans.setdefault(word, syllable.span())
            if (pair := f"{before} {word}") in wanted:
                spans.setdefault(pair, (start, syllable.end()))
            before, start = word, syllable.start()
        return spans


def grams_of(reading: Reading) -> Grams:
    """Names of places are left out: where something happened says nothing of whether it is about work."""
    document = reading.document
    parts: list[str] = []
    done = 0
    for start, end in reading.names:
        if start >= document.lead_end:
            break
        parts += document.text[done:start], "." * (end - start)
        done = end
    parts.append(document.text[done : max(done, document.lead_end)])
    head = strip_accents("".join(parts))
    syllables = _SYLLABLE.findall(head)
    return Grams(head, frozenset((*syllables, *map(" ".join, pairwise(syllables)))))
