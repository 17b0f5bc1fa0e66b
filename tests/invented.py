"""Invented events, and what invented outlets write about them: words without a sense, as many as are wanted."""

import random
from dataclasses import dataclass

ONSETS = ["b", "c", "ch", "d", "đ", "g", "h", "k", "kh", "l", "m", "n", "ng", "nh", "ph", "s", "t", "th", "tr", "v"]
RHYMES = ["a", "à", "ạ", "an", "áng", "ăng", "âm", "âu", "e", "ế", "ển", "i", "ình", "iêu", "o", "ỏ", "ông", "ơn", "u"]
COMMON = [onset + rhyme for onset in ONSETS[:12] for rhyme in RHYMES]
SENTENCE = 14


@dataclass(frozen=True, slots=True)
class Report:
    title: str
    text: str


class Event:
    """One event: its names are its own, the words around them are everybody's."""

    def __init__(self, number: int) -> None:
        drawn = random.Random(number)
        self._names = [f"{name(drawn)} {name(drawn)}" for _ in range(8)]
        self._number = number

    def report(self, version: int, words: int = 300) -> Report:
        """Another version is another outlet's own words about the same names."""
        drawn = random.Random(self._number * 1_000 + version)
        sentences = [self._sentence(drawn) for _ in range(max(1, words // SENTENCE))]
        return Report(" ".join(drawn.sample(self._names, 3)), ". ".join(sentences))

    def _sentence(self, drawn: random.Random) -> str:
        said = drawn.choices(COMMON, k=SENTENCE - 4)
        for name in drawn.sample(self._names, 2):
            said.insert(drawn.randrange(len(said)), name)
        return " ".join(said).capitalize()


def name(drawn: random.Random) -> str:
    """One of half a million: two events hardly share one."""
    return "".join(drawn.choice(part) for part in (ONSETS, RHYMES, "mnpt", ONSETS, RHYMES)).capitalize()
