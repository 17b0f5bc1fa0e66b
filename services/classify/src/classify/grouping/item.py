"""A publication as far as grouping it needs: a thousand bytes, without its text."""

import math
from dataclasses import dataclass

from classify.grouping.communes import communes_of
from classify.grouping.sketch import Sketch, sketch_of
from classify.grouping.title import Title, title_of
from classify.grouping.weights import Terms, terms_of
from classify.grouping.words import codes_of, fold

Id = str | int


@dataclass(frozen=True, slots=True)
class Item:
    id: Id
    at: float
    """Seconds since 1970 when it was published; not a number when nobody knows."""
    words: int
    title: Title
    sketch: Sketch
    terms: Terms
    communes: frozenset[str]
    """Official codes of the province's communes that it names."""

    @property
    def order(self) -> tuple[float, str, str]:
        return place(self.at, self.id)


def place(at: float, identity: Id) -> tuple[float, str, str]:
    """Oldest first, then by id: the same for every order of arrival. Undated ones come before all others."""
    return (-math.inf if math.isnan(at) else at, type(identity).__name__, str(identity))


def item_of(identity: Id, title: str, text: str, at: float) -> Item:
    """Reads at most the first 20,000 characters of title and text each, whatever they are."""
    heading = fold(title)
    words = heading + fold(text)
    codes = codes_of(words)
    template, communes = title_of(title, heading or words), communes_of(words)
    return Item(identity, at, len(words), template, sketch_of(codes), terms_of(codes), communes)
