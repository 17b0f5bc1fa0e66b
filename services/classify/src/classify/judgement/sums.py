"""The few sums that decide, made of the lexicon's axes and the grams' margin: the same in training and in service."""

from collections.abc import Sequence
from math import log1p

from classify.judgement.lexicon import AXES, TOPICS
from classify.judgement.reader import Reading

TONES = ("neutral", "praise", "critical")
URGENCIES = ("low", "normal", "high")

_LABOUR, _SITE, _HARM, _DAMAGE, _CAUSE = (AXES.index(a) for a in ("labour", "site", "harm", "damage", "cause"))
_PRAISE, _CRITICAL, _HIGH, _NORMAL, _LOW = (AXES.index(a) for a in ("praise", "critical", "high", "normal", "low"))
_FIRST_TOPIC = AXES.index(TOPICS[0])

# A place of work and a misfortune make a work accident, when both are more than a passing mention.
_ACCIDENT_WEIGHT = 2.0
_ACCIDENT_LEAST = 0.4
_ACCIDENT_CAP = 3.0
_CAUSE_AS_SITE = 0.5
_SOMEBODY = 0.4
_GRAVE, _TALK_OF_WORK = 1.8, 0.75


def harm(totals: Sequence[float]) -> float:
    """What came to people. A landslide, a fallen bridge is none, unless somebody was hurt."""
    return totals[_HARM] + (totals[_DAMAGE] if totals[_HARM] >= _SOMEBODY else 0.0)


def accident(totals: Sequence[float]) -> float:
    """What a place of work and a misfortune together add to the labour axis."""
    at_work = totals[_SITE] + _CAUSE_AS_SITE * totals[_CAUSE]
    return _ACCIDENT_WEIGHT * max(0.0, min(at_work, harm(totals), _ACCIDENT_CAP) - _ACCIDENT_LEAST)


def labour(reading: Reading) -> float:
    """The lexicon's sum for work and unions, over the whole text."""
    return reading.full[_LABOUR] + accident(reading.full)


def says_anything(reading: Reading) -> bool:
    """Whether any word spoke for or against labour; most texts have none and need no second look."""
    return reading.full[_LABOUR] > 0 or (reading.full[_SITE] + reading.full[_CAUSE] > 0 and reading.full[_HARM] > 0)


def may_hide_an_accident(reading: Reading) -> bool:
    """Somebody died or was badly hurt, and the text speaks of work: a person must see who the victims were."""
    return harm(reading.head) >= _GRAVE and reading.full[_LABOUR] + reading.full[_SITE] >= _TALK_OF_WORK


def labour_features(reading: Reading, margin: float) -> list[float]:
    """Few, and each speaks for itself: more of them fit the labels and miss the press."""
    full, head = reading.full, reading.head
    return [
        _damped(labour(reading)),
        _damped(head[_LABOUR] + accident(head)),
        # A misfortune whose victims turn out to be workers further down.
        _damped(min(harm(head), full[_LABOUR] + full[_SITE])),
        min(head[_LABOUR], 0.0),
        # What the victims were doing stands where the press tells causes, and counts wherever it stands.
        _damped(full[_CAUSE]) if harm(head) >= _GRAVE else 0.0,
        margin,
    ]


def kind_features(reading: Reading) -> list[float]:
    """What tone and urgency are told by."""
    moods = (_PRAISE, _CRITICAL, _HIGH, _NORMAL, _LOW)
    topics = range(_FIRST_TOPIC, _FIRST_TOPIC + len(TOPICS))
    sums = [
        [*(totals[axis] for axis in moods), totals[_HARM] + totals[_DAMAGE]] for totals in (reading.full, reading.head)
    ]
    return [
        *(_damped(total) for mood in sums for total in mood),
        *(_damped(reading.full[axis]) for axis in topics),
    ]


def topic(reading: Reading) -> str:
    """The topic of the highest sum; what no word points at is "other"."""
    scores = reading.full[_FIRST_TOPIC : _FIRST_TOPIC + len(TOPICS)]
    highest = max(scores)
    return TOPICS[scores.index(highest)] if highest > 0 else "other"


_TONE_LEAST = 0.7
_HIGH_LEAST = 2.0
_NORMAL_LEAST = 0.7


def tone_by_words(reading: Reading) -> str:
    balance = reading.full[_PRAISE] - reading.full[_CRITICAL]
    if abs(balance) < _TONE_LEAST:
        return "neutral"
    return "praise" if balance > 0 else "critical"


def urgency_by_words(reading: Reading) -> str:
    totals = reading.full
    if totals[_HIGH] >= _HIGH_LEAST:
        return "high"
    return "normal" if totals[_HIGH] + totals[_NORMAL] - totals[_LOW] >= _NORMAL_LEAST else "low"


def _damped(total: float) -> float:
    return log1p(max(total, 0.0))
