"""The judgement of one publication: two axes, a topic, a tone, an urgency, and the words that decided them."""

from collections import defaultdict
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from classify.judgement import document as documents
from classify.judgement.document import Document
from classify.judgement.lexicon import AXES, TOPICS, Term, load_terms
from classify.judgement.matcher import Hit, Matcher
from classify.judgement.places import Name, Place, PlaceHit, load_communes, load_names, plain_words
from classify.judgement.surroundings import weigh
from classify.judgement.text import strip_accents

MODEL_VERSION = "rules-1"

# The raw weight at which an axis is even odds; a word of weight 3 in the lead passes alone, a single 2 does not.
_LABOUR_EVEN = 2.6
_PROVINCE_EVEN = 2.0
_YES = 0.5
_UNSURE = 0.22
# Chat is terse and its words are read out of context: it must say more before nobody looks at it.
_POST_YES = 0.5
_POST_UNSURE = 0.25
# A place of work and a misfortune make a work accident, when both are more than a passing mention.
_ACCIDENT_WEIGHT = 2.0
_ACCIDENT_LEAST = 0.4
_ACCIDENT_CAP = 3.0
# A word said again adds less, and from the fourth time nothing: length is not relevance.
_REPEATS = (1.0, 0.5, 0.25, 0.0)

_TONE_LEAST = 0.7
_HIGH_LEAST = 2.0
_NORMAL_LEAST = 0.7

# An explanation is read by a person.
_EVIDENCE_LIMIT = 24
_PLACES_LIMIT = 12
_WHOLE_PROVINCE = Place("", "Tỉnh Lào Cai")

_LABOUR, _SITE, _HARM = (AXES.index(axis) for axis in ("labour", "site", "harm"))
_FIRST_TOPIC = AXES.index(TOPICS[0])
_PRAISE, _CRITICAL, _HIGH, _NORMAL, _LOW = (AXES.index(a) for a in ("praise", "critical", "high", "normal", "low"))


class Evidence(NamedTuple):
    """A word that counted; start and end are positions in the original `title + "\\n" + text`."""

    axis: str
    word: str
    weight: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Judgement:
    MODEL_VERSION: ClassVar[str] = MODEL_VERSION

    relevant: str
    score: float
    labour: float
    province: float
    topic: str
    tone: str
    urgency: str
    places: tuple[Place, ...]
    evidence: tuple[Evidence, ...]


_Gain = tuple[int, int, int, float]  # index into AXES, start, end, weight
_PROVINCE = -1  # the axis that has no index, since places are weighed apart


class _Vocabulary:
    """All words in one spelling, behind one automaton."""

    def __init__(self, terms: dict[str, Term], names: dict[str, Name]) -> None:
        words = sorted(terms.keys() | names.keys())
        self.matcher = Matcher(words)
        self.terms = [terms.get(word) for word in words]
        self.names = [names.get(word) for word in words]


class Judge:
    def __init__(self) -> None:
        terms, names = load_terms(), load_names()
        self._accented = _Vocabulary({term.word: term for term in terms}, {name.word: name for name in names})
        plain_terms: dict[str, Term] = {}
        for term in terms:
            if not term.accented_only:
                plain_terms.setdefault(strip_accents(term.word), term)
        self._plain = _Vocabulary(plain_terms, plain_words(names))
        self._communes = load_communes()

    def judge(self, title: str, text: str, *, explain_all: bool = True) -> Judgement:
        """Without `explain_all`, what is not relevant comes without evidence: nobody asks, and it costs a third."""
        document = documents.read(title, text)
        vocabulary = self._plain if document.plain else self._accented
        hits = vocabulary.matcher.find(document.text)
        gains, totals = _weigh_terms(document, hits, vocabulary.terms)
        province_gains, places = self._weigh_places(document, hits, vocabulary.names)

        labour_raw = totals[_LABOUR]
        accident = _ACCIDENT_WEIGHT * max(0.0, min(totals[_SITE], totals[_HARM], _ACCIDENT_CAP) - _ACCIDENT_LEAST)
        labour = _odds(labour_raw + accident, _LABOUR_EVEN)
        province = _odds(sum(weight for *_, weight in province_gains), _PROVINCE_EVEN)
        relevant = _relevance(labour, province, post=document.post)
        topic = _topic(totals) if labour >= _UNSURE else "other"
        tone, urgency = _tone(totals), _urgency(totals)

        shown = explain_all or relevant != "no"
        labels = _labels(topic, tone, urgency, accident=accident > 0)
        return Judgement(
            relevant=relevant,
            score=round(min(labour, province), 4),
            labour=round(labour, 4),
            province=round(province, 4),
            topic=topic,
            tone=tone,
            urgency=urgency,
            places=places,
            evidence=_evidence(document, gains + province_gains, labels) if shown else (),
        )

    def _weigh_places(
        self, document: Document, hits: list[Hit], names: list[Name | None]
    ) -> tuple[list[_Gain], tuple[Place, ...]]:
        found = []
        covered = 0
        for start, end, index in hits:
            name = names[index]
            if name is not None and start >= covered and (document.post or not name.post_only):
                found.append(PlaceHit(start, end, name))
                covered = end
        gains = []
        seen: dict[str, int] = defaultdict(int)
        strength: dict[str, float] = defaultdict(float)
        for hit, weight, certain in weigh(document, found):
            repeat = min(seen[hit.name.word], len(_REPEATS) - 1)
            seen[hit.name.word] += 1
            gain = weight * document.factor(hit.start) * _REPEATS[repeat]
            if gain:
                gains.append((_PROVINCE, hit.start, hit.end, gain))
            if certain and hit.name.code:
                strength[hit.name.code] += gain
        ranked = sorted(strength, key=lambda code: (-strength[code], code))[:_PLACES_LIMIT]
        if gains and not ranked and any(hit.name.province for hit in found):
            return gains, (_WHOLE_PROVINCE,)
        return gains, tuple(Place(code, self._communes[code]) for code in ranked)


def _weigh_terms(document: Document, hits: list[Hit], terms: list[Term | None]) -> tuple[list[_Gain], list[float]]:
    """What each term added, and the sum per axis. Inside a longer term of the same axis a shorter one is silent."""
    gains: list[_Gain] = []
    totals = [0.0] * len(AXES)
    covered = [0] * len(AXES)
    seen: dict[int, int] = {}
    for start, end, index in hits:
        term = terms[index]
        if term is None or (term.post_only and not document.post):
            continue
        repeat = seen.get(index, 0)
        seen[index] = repeat + 1
        factor = document.factor(start) * _REPEATS[min(repeat, len(_REPEATS) - 1)]
        for axis, weight in term.effects:
            if start < covered[axis]:
                continue
            covered[axis] = end
            gain = weight * factor
            if gain:
                totals[axis] += gain
                gains.append((axis, start, end, gain))
    return gains, totals


def _odds(raw: float, even: float) -> float:
    raw = max(raw, 0.0)
    return raw / (raw + even)


def _relevance(labour: float, province: float, *, post: bool) -> str:
    score = min(labour, province)
    if score >= (_POST_YES if post else _YES):
        return "yes"
    return "unsure" if score >= (_POST_UNSURE if post else _UNSURE) else "no"


def _topic(totals: list[float]) -> str:
    scores = totals[_FIRST_TOPIC : _FIRST_TOPIC + len(TOPICS)]
    best = max(range(len(TOPICS)), key=lambda index: (scores[index], -index))
    return TOPICS[best] if scores[best] > 0 else "other"


def _tone(totals: list[float]) -> str:
    balance = totals[_PRAISE] - totals[_CRITICAL]
    if abs(balance) < _TONE_LEAST:
        return "neutral"
    return "praise" if balance > 0 else "critical"


def _urgency(totals: list[float]) -> str:
    if totals[_HIGH] >= _HIGH_LEAST:
        return "high"
    return "normal" if totals[_HIGH] + totals[_NORMAL] - totals[_LOW] >= _NORMAL_LEAST else "low"


def _labels(topic: str, tone: str, urgency: str, *, accident: bool) -> dict[int, str]:
    """What each axis that counted is called in an explanation."""
    labels = {_PROVINCE: "province", _LABOUR: "labour"}
    if accident:
        labels |= {_SITE: "labour", _HARM: "labour"}
    for kind, label in (("topic", topic), ("tone", tone), ("urgency", urgency)):
        if label in AXES:
            labels[AXES.index(label)] = f"{kind}:{label}"
    return labels


def _evidence(document: Document, gains: list[_Gain], labels: dict[int, str]) -> tuple[Evidence, ...]:
    shown = [(labels[axis], start, end, weight) for axis, start, end, weight in gains if axis in labels]
    shown.sort(key=lambda gain: (-abs(gain[3]), gain[1], gain[0]))
    strongest = sorted(shown[:_EVIDENCE_LIMIT], key=lambda gain: (gain[1], gain[2], gain[0]))
    return tuple(
        Evidence(axis, document.text[start:end], round(weight, 3), *document.origin(start, end))
        for axis, start, end, weight in strongest
    )
