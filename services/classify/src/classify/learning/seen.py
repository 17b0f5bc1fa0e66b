"""Publications as the learner sees them."""

from dataclasses import dataclass

from classify.judgement.grams import grams_of
from classify.judgement.reader import Reader, Reading
from classify.learning.examples import Example


@dataclass(frozen=True, slots=True)
class Seen:
    reading: Reading
    grams: frozenset[str]


Labelled = tuple[Example, Seen]


def see(reader: Reader, example: Example) -> Seen:
    reading = reader.read(example.title, example.text)
    return Seen(reading, grams_of(reading).found)
