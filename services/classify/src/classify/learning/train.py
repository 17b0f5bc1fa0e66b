"""From a folder of publications to a model.

The lexicon labels the unlabelled press; from these labels the weights of frequent grams are learnt, so that words which
keep the lexicon's words company count too. What people said decides one thing only: how lexicon and grams are joined.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from zlib import crc32

from classify.judgement import sums
from classify.judgement.grams import grams_of
from classify.judgement.judge import Judgement, odds
from classify.judgement.model import Model
from classify.judgement.reader import Reader
from classify.learning.corpus import Corpus
from classify.learning.examples import Example
from classify.learning.folds import cross_judged
from classify.learning.join import join
from classify.learning.lessons import completed
from classify.learning.logistic import fit_sparse
from classify.learning.seen import Seen, see
from classify.learning.thresholds import with_thresholds

# The title and the first lines: what the grams are read from, and enough for the lexicon to be sure.
_READ_CHARACTERS = 700
_SURE, _SURELY_NOT = 0.6, 0.12
_LABOUR_EVEN = 2.6
_NEGATIVES = 30_000
_POSITIVE_COUNTS = 3.0
# A pair of syllables in so many different texts is a habit of the language and gives nobody's sentence away.
_LEAST_TEXTS = 25
_LEAST_WEIGHT = 4

Tell = Callable[[str], None]


def train(corpus: Corpus, version: str, tell: Tell = print) -> Model:
    """Deterministic: the same folder and lexicon give the same model. Takes minutes; `tell` hears how far it is."""
    reader = Reader()
    tell(f"reading {len(corpus.plain)} unlabelled publications")
    positive, negative = _labelled_by_words(reader, corpus.plain)
    tell(f"the lexicon is sure of {len(positive)} labour news and {len(negative)} others; learning from them")
    weights, bias = _learn_grams(positive, negative)
    tell(f"joining lexicon and {len(weights)} grams on {len(corpus.labelled)} labelled publications")
    unjoined = Model(version, weights, bias, {}, yes=0.5, unsure=0.2)
    labelled = completed((example, see(reader, example)) for example in corpus.labelled)
    asked = [
        (_as_seen(judgement, unjoined), bool(example.gold.relevant))
        for example, judgement in cross_judged(unjoined, labelled)
        if example.gold.relevant is not None and example.id not in corpus.added
    ]
    return with_thresholds(join(unjoined, labelled), asked)


def _as_seen(judgement: Judgement, model: Model) -> float:
    """What a rule brings before a person needs no threshold for it."""
    return max(judgement.score, model.unsure) if judgement.relevant == "unsure" else judgement.score


def _learn_grams(positive: Sequence[Seen], negative: Sequence[Seen]) -> tuple[dict[str, int], float]:
    known = _frequent([*positive, *negative])
    numbers = {gram: number for number, gram in enumerate(known)}
    texts = [(_numbered(seen, numbers), _POSITIVE_COUNTS) for seen in positive]
    texts += [(_numbered(seen, numbers), 1.0) for seen in negative]
    weights, bias = fit_sparse(texts, [True] * len(positive) + [False] * len(negative), len(known))
    hundredths = {gram: round(100 * weight) for gram, weight in zip(known, weights, strict=True)}
    return {gram: weight for gram, weight in hundredths.items() if abs(weight) >= _LEAST_WEIGHT}, round(bias, 4)


def _labelled_by_words(reader: Reader, plain: Sequence[Example]) -> tuple[list[Seen], list[Seen]]:
    """Those that the lexicon is sure of. Of the others as many as are needed, chosen by their id."""
    positive, negative = [], []
    kept = max(1, len(plain) // _NEGATIVES)
    for example in plain:
        reading = reader.read(example.title, example.text[:_READ_CHARACTERS])
        labour = odds(sums.labour(reading), _LABOUR_EVEN)
        if labour >= _SURE:
            positive.append(Seen(reading, grams_of(reading).found))
        elif labour <= _SURELY_NOT and crc32(example.id.encode()) % kept == 0:
            negative.append(Seen(reading, grams_of(reading).found))
    return positive, negative


def _frequent(texts: Sequence[Seen]) -> list[str]:
    counts = Counter(gram for seen in texts for gram in seen.grams)
    return sorted(gram for gram, count in counts.items() if count >= _LEAST_TEXTS)


def _numbered(seen: Seen, numbers: Mapping[str, int]) -> list[int]:
    return sorted(numbers[gram] for gram in seen.grams if gram in numbers)
