"""Cross-validation: reports of one event never stand on both sides."""

from collections.abc import Iterator, Sequence
from zlib import crc32

from classify.judgement.judge import Judge, Judgement
from classify.judgement.model import Model
from classify.learning.examples import Example
from classify.learning.join import join
from classify.learning.seen import Labelled

FOLDS = 5


def fold_of(event: str) -> int:
    """Stable over runs and machines."""
    return crc32(event.encode()) % FOLDS


def cross_judged(model: Model, labelled: Sequence[Labelled]) -> Iterator[tuple[Example, Judgement]]:
    """Each publication judged by a model that was joined without its fold. The grams saw no label at all."""
    for number in range(FOLDS):
        judge = Judge(join(model, [one for one in labelled if fold_of(one[0].event) != number]))
        for example, _ in labelled:
            if fold_of(example.event) == number:
                yield example, judge.judge(example.title, example.text)
