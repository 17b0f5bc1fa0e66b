"""The names of places: communes of today, those of before, landmarks, and the provinces that have namesakes."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from classify.judgement.letters import strip_accents
from classify.judgement.lexicon import packaged_rows
from classify.judgement.text import normalise


class Place(NamedTuple):
    code: str
    name: str
    weight: float = 0.0
    """How strongly the text names it; comparable within one text only."""


class Trust(IntEnum):
    SURE = 0
    GUARDED = 1
    COMMON = 2


@dataclass(frozen=True, slots=True)
class Name:
    word: str
    ours: bool
    elsewhere: bool
    province: bool = False
    post_only: bool = False
    code: str = ""
    accented: Trust = Trust.SURE
    plain: Trust = Trust.SURE
    park: bool = False
    employer: bool = False


class PlaceHit(NamedTuple):
    start: int
    end: int
    name: Name


def load_names() -> list[Name]:
    elsewhere = {normalise(row[0]).text for row in packaged_rows("elsewhere.tsv")}
    names = {word: Name(word, ours=False, elsewhere=True) for word in elsewhere}
    for written, kind, code, accented, plain in packaged_rows("names.tsv"):
        word = normalise(written).text
        names[word] = Name(
            word,
            ours=kind not in ("elsewhere", "word"),
            elsewhere=kind == "elsewhere" or word in elsewhere,
            province=kind in ("province", "chat"),
            post_only=kind == "chat",
            code=code.strip("-"),
            accented=Trust[accented.upper()],
            plain=Trust[plain.upper()],
        )
    for written, code, park, accented, plain in packaged_rows("employers.tsv"):
        word = normalise(written).text
        trust = Trust[accented.upper()], Trust[plain.upper()]
        names[word] = Name(word, True, False, False, False, code, *trust, park == "park", employer=True)
    return [names[word] for word in sorted(names)]


def plain_words(names: Sequence[Name]) -> dict[str, Name]:
    """The names without accents; where two fall together, the one that can be trusted less is meant."""
    words: dict[str, Name] = {}
    for name in names:
        word = strip_accents(name.word)
        if word not in words or words[word].plain < name.plain:
            words[word] = name
    return words
