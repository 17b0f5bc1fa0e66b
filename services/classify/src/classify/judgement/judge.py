"""The judgement of one publication: two axes, a topic, a tone, an urgency, and the words that decided them."""

import re
from dataclasses import dataclass

from classify.judgement import sums
from classify.judgement.evidence import Evidence, evidence_of, learnt
from classify.judgement.grams import Grams, grams_of
from classify.judgement.model import Model, probability
from classify.judgement.model_file import packaged
from classify.judgement.places import Place
from classify.judgement.reader import Reader, Reading

# The raw weight at which an axis is even odds; a word of weight 3 in the lead passes alone, a single 2 does not.
_LABOUR_EVEN = 2.6
_PROVINCE_EVEN = 2.0
# Chat is terse and its words are read out of context: it must say more before nobody looks at it.
_POST_YES = 0.5
_POST_UNSURE = 0.25
_HERE = 0.5
# The provincial federation itself, by any of its names; "Công đoàn Lào Cai" is short for it.
_FEDERATION = re.compile(
    r"\b(?:lđlđ|ldld|liên đoàn lao động|lien doan lao dong|công đoàn|cong doan)"
    r" (?:tỉnh|tinh|lào cai|lao cai|yên bái|yen bai)\b"
)
# What unions do themselves is told by who does it, in title or first sentence; what happens to workers, by where.
_UNION_TOPICS = frozenset(("union_org", "union_activity", "emulation", "policy"))
_OPENING_CHARS = 200
_PARK = re.compile(r"\b(?:khu công nghiệp|khu cong nghiep|kcn|khu kinh tế|khu kinh te|kkt|industrial park)\b")


@dataclass(frozen=True, slots=True)
class Judgement:
    relevant: str
    score: float
    labour: float
    province: float
    topic: str
    tone: str
    urgency: str
    places: tuple[Place, ...]
    evidence: tuple[Evidence, ...]
    model_version: str
    in_park: bool = False
    """It happened in an industrial park, or to all of them: those have a union of their own."""
    federation: bool = False
    """It is about the provincial federation, and the title names no commune: places further down are where it met."""
    employers: tuple[tuple[str, str], ...] = ()
    """Those that title and first lines name: the code of the commune each lies in, and its name as it is written."""


class Judge:
    """Deterministic and without I/O after construction. Without a model: the one that ships."""

    def __init__(self, model: Model | None = None) -> None:
        self.model = packaged() if model is None else model
        self._reader = Reader()

    def judge(self, title: str, text: str, *, explain_all: bool = True) -> Judgement:
        """With `explain_all` also what is not relevant comes with evidence, and the trained weights are shown.

        Without it, a text that is about another province whatever it says of work is weighed by its words alone.
        """
        reading = self._reader.read(title, text)
        province = odds(reading.province, _PROVINCE_EVEN)
        asked = explain_all or province >= min(self.model.unsure, _HERE)
        grams = grams_of(reading) if asked and _needs_model(reading) else None
        labour = self._labour(reading, grams)
        relevant = self._relevance(reading, labour, province)
        topic, tone, urgency = self._kinds(reading, labour)
        shown = explain_all or relevant != "no"
        return Judgement(
            relevant=relevant,
            score=round(min(labour, province), 4),
            labour=round(labour, 4),
            province=round(province, 4),
            topic=topic,
            tone=tone,
            urgency=urgency,
            places=reading.places,
            evidence=evidence_of(
                reading, (topic, tone, urgency), learnt(grams, self.model) if grams and explain_all else []
            )
            if shown
            else (),
            model_version=self.model.version,
            in_park=province >= _HERE and _in_park(reading),
            federation=province >= _HERE and _of_federation(reading, topic),
            employers=reading.employers,
        )

    def _labour(self, reading: Reading, grams: Grams | None) -> float:
        if grams is None:
            return odds(sums.labour(reading), _LABOUR_EVEN)
        features = sums.labour_features(reading, self.model.margin(grams.found))
        return probability(self.model.joints["labour"].scores(features)[0])

    def _kinds(self, reading: Reading, labour: float) -> tuple[str, str, str]:
        """Topic, tone and urgency; the model has learnt the last two from labour news of the press only."""
        if labour < self.model.unsure:
            return "other", sums.tone_by_words(reading), sums.urgency_by_words(reading)
        topic = sums.topic(reading)
        if reading.document.post:
            return topic, sums.tone_by_words(reading), sums.urgency_by_words(reading)
        features, joints = sums.kind_features(reading), self.model.joints
        return topic, joints["tone"].best(features), joints["urgency"].best(features)

    def _relevance(self, reading: Reading, labour: float, province: float) -> str:
        post, score = reading.document.post, min(labour, province)
        if score >= (_POST_YES if post else self.model.yes):
            return "yes"
        if score >= (_POST_UNSURE if post else self.model.unsure):
            return "unsure"
        return "unsure" if province >= _HERE and sums.may_hide_an_accident(reading) else "no"


def _in_park(reading: Reading) -> bool:
    document = reading.document
    return reading.in_park or _PARK.search(document.text, 0, document.lead_end) is not None


def _of_federation(reading: Reading, topic: str) -> bool:
    if reading.titled:
        return False
    document = reading.document
    opening = _OPENING_CHARS if topic in _UNION_TOPICS else 0
    return _FEDERATION.search(document.text, 0, document.title_end + opening) is not None


def odds(raw: float, even: float) -> float:
    """From 0 to 1; a half where the raw sum is `even`."""
    raw = max(raw, 0.0)
    return raw / (raw + even)


def _needs_model(reading: Reading) -> bool:
    """It was trained on the press; a post is judged by its words alone, and a text without any needs no second look."""
    return not reading.document.post and sums.says_anything(reading)
