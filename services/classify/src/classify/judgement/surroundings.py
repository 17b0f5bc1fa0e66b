"""What a place name is worth where it stands: its cues, its neighbours, and the other places of the text."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from classify.judgement.document import Document
from classify.judgement.lexicon import packaged_rows
from classify.judgement.places import PlaceHit, Trust


class Scored(NamedTuple):
    """A hit that counts, with its weight before position and repetition."""

    hit: PlaceHit
    weight: float
    certain: bool


_PROVINCE_WEIGHT = 3.0
_SURE_WEIGHT = 2.6
_CUED_WEIGHT = 2.3
# A guarded name without a cue, a common name with its unit word: alone they ask for a person, no more.
_UNCUED_WEIGHT = 0.6
_COMMON_WEIGHT = 1.1
# The same two once another sign of the province stands in the text.
_SUPPORTED_WEIGHT = 1.4
_ROUTE_FACTOR = 0.12
_LIST_FACTOR = 0.35
_LIKENESS_FACTOR = 0.2
_ORIGIN_FACTOR = 0.6
# Where somebody or something came from, while the text names another province: that is where it happened.
_MERE_ORIGIN_FACTOR = 0.3
# The title names another province and not ours: what happened, happened there.
_ASIDE_FACTOR = 0.25
ASIDE_MOST = 1.2
"""However often ours is mentioned then: enough to be looked at, too little to be sure of."""

_CUES = {kind: frozenset(words.split()) for kind, words in packaged_rows("cues.tsv")}
# A house of business bears a place's name wherever it stands.
_BUSINESS_ENDINGS = ("thẩm mỹ viện ", "tham my vien ", "nhà hàng ", "nha hang ", "spa ", "karaoke ", "salon ", "tiệm ")
# Units of two syllables, told by both.
_UNIT_ENDINGS = ("thành phố ", "thanh pho ", "thi tran ")
# "xã Yên Bình, huyện Thạch Thất, Hà Nội", "Bản Sen (Vân Đồn, Quảng Ninh)": only units between it and the province.
_BELONGS = re.compile(
    r"[\s,(–-]*(?:[^.;:!?,\n]{3,25},\s*)?"
    r"(?:(?:thuộc|ở|tỉnh|thành phố|tp\.?|thuoc|o|tinh|thanh pho)\s)?"
)
_ROUTE = re.compile(r"\s*[-–—]\s*")
# "từ Lào Cai về Hà Nội": a journey.
_JOURNEY = re.compile(r"\s(?:về|đi|đến|tới|xuống|sang|ve|di|den|toi|xuong)\s(?:tp\.? ?|thành phố |thanh pho |ga )?")
_LEAVING = frozenset(("từ", "tu"))
# "(trú tại phường Hồng Hà, thành phố …": where a person is from, units between it and the name.
_HOME = re.compile(r"\b(?:quê|trú|ngụ|que|tru|ngu)\b[^.;:!?\n]{0,60}$")
# The motorway is also written without a dash.
_ROAD = "nội bài"
_LIST = re.compile(r"\s*(?:,|và|va|&)\s*")
_LAST_WORD = re.compile(r"(\S+)\s$")


def weigh(document: Document, hits: Sequence[PlaceHit]) -> list[Scored]:
    """What each name is worth where it stands; namesakes of other provinces are left out."""
    if not any(hit.name.ours for hit in hits):
        return []
    readings = [_Reading(document, hits, index) for index, hit in enumerate(hits) if hit.name.ours]
    people = {reading.hit.name.word for reading in readings if reading.personal}
    strangers = {reading.hit.name.word for reading in readings if reading.lies_elsewhere}
    readings = [reading for reading in readings if reading.may_be_ours(people, strangers)]
    supported = any(reading.stands_alone for reading in readings)
    others = any(hit.name.elsewhere and not hit.name.ours for hit in hits)
    aside = _ASIDE_FACTOR if titled_elsewhere(document, hits) else 1.0
    scored = []
    for reading in readings:
        weight = reading.weight(supported, others) * aside
        if weight > 0:
            scored.append(Scored(reading.hit, weight, reading.certain or supported))
    return scored


def titled_elsewhere(document: Document, hits: Sequence[PlaceHit]) -> bool:
    titled = [hit.name for hit in hits if hit.start < document.title_end]
    return any(name.elsewhere for name in titled) and not any(name.ours for name in titled)


class _Reading:
    """One name in its surroundings."""

    def __init__(self, document: Document, hits: Sequence[PlaceHit], index: int) -> None:
        self.hit = hit = hits[index]
        self._text = document.text
        before = _LAST_WORD.search(self._text, max(0, hit.start - 12), hit.start)
        self._word_before = before[1].lstrip("(\"'“") if before else ""
        self._unit = self._word_before in _CUES["unit"] or self._text.endswith(_UNIT_ENDINGS, 0, hit.start)
        self._trust = trust = hit.name.plain if document.plain else hit.name.accented
        self.personal = before is not None and self._after_given_name(document, before.start(1))
        self._previous = hits[index - 1] if index else None
        self._next = hits[index + 1] if index + 1 < len(hits) else None
        self._factor = self._surroundings(hits, index)
        self.certain = trust is Trust.SURE or (trust is Trust.GUARDED and self._cued)
        self.stands_alone = self.certain and self._factor > _LIST_FACTOR

    @property
    def _cued(self) -> bool:
        return self._unit or self._word_before in _CUES["place"]

    @property
    def lies_elsewhere(self) -> bool:
        following = self._next
        return (
            self._trust is not Trust.SURE
            and following is not None
            and following.name.elsewhere
            and _BELONGS.fullmatch(self._text, self.hit.end, following.start) is not None
        )

    def may_be_ours(self, people: set[str], strangers: set[str]) -> bool:
        """One person or one far-away commune of that name in the text speaks for all its bare mentions."""
        word = self.hit.name.word
        if word in strangers or (self._trust is Trust.COMMON and not self._unit):
            return False
        return self._cued or word not in people

    def weight(self, supported: bool, others: bool) -> float:
        if self.hit.name.province:
            base = _PROVINCE_WEIGHT
        elif self._trust is Trust.SURE:
            base = _SURE_WEIGHT
        elif self._trust is Trust.GUARDED and self._cued:
            base = _CUED_WEIGHT
        elif supported:
            base = _SUPPORTED_WEIGHT
        elif others:
            base = 0.0
        else:
            base = _UNCUED_WEIGHT if self._trust is Trust.GUARDED else _COMMON_WEIGHT
        return base * self._factor

    def _after_given_name(self, document: Document, start: int) -> bool:
        """ "Trần Bắc Hà", "Hải Sapa": an accented capitalised word just before, in the middle of a sentence."""
        word = document.cased[start : self.hit.start - 1]
        if self.hit.name.province or self._cued:
            return False
        if document.plain:
            return self._word_before in _CUES["plain_surname"]
        if not (word.istitle() and word.isalpha()) or word.isascii():
            return False
        opening = document.cased[max(0, start - 2) : start].strip(" \"'“(")
        begins = start in (0, document.title_end + 1) or opening.endswith((".", "!", "?", ":", "\n", "-", "–"))
        return not begins or word.lower() in _CUES["surname"]

    def _surroundings(self, hits: Sequence[PlaceHit], index: int) -> float:
        if self._word_before in _CUES["likeness"]:
            return _LIKENESS_FACTOR
        if self._on_route():
            return _ROUTE_FACTOR
        neighbours = _run(self._text, hits, index, -1) + _run(self._text, hits, index, 1)
        if neighbours >= 2:
            return _LIST_FACTOR
        if self._text.endswith(_BUSINESS_ENDINGS, 0, self.hit.start) and not _near(hits, index):
            return _LIKENESS_FACTOR
        elsewhere = any(hit.name.elsewhere and not hit.name.ours for hit in hits[:index])
        if self._word_before in _CUES["origin"]:
            return _MERE_ORIGIN_FACTOR if elsewhere else _ORIGIN_FACTOR
        if elsewhere and _HOME.search(self._text, max(0, self.hit.start - 70), self.hit.start):
            return _MERE_ORIGIN_FACTOR
        return 1.0

    def _on_route(self) -> bool:
        """ "Nội Bài - Lào Cai", "Lào Cai – Hải Phòng": a road or a railway, which is in many provinces."""
        for first, second in ((self._previous, self.hit), (self.hit, self._next)):
            if first is None or second is None:
                continue
            near = second if first is self.hit else first
            between = self._text[first.end : second.start]
            if near.name.elsewhere and self._is_way(between, near):
                return True
        return False

    def _is_way(self, between: str, near: PlaceHit) -> bool:
        if self._word_before in _LEAVING and near is self._next and _JOURNEY.fullmatch(between):
            return True
        return _ROUTE.fullmatch(between) is not None or (near.name.word == _ROAD and between == " ")


def _near(hits: Sequence[PlaceHit], index: int) -> bool:
    """Whether another name of the province stands in the text."""
    word = hits[index].name.word
    return any(hit.name.ours and hit.name.word != word for hit in hits)


def _run(text: str, hits: Sequence[PlaceHit], index: int, step: int) -> int:
    """How many other provinces are listed next to this one on one side."""
    count = 0
    while 0 <= index + step < len(hits) and count < 2:
        first, second = (hits[index], hits[index + step])[::step]
        if not hits[index + step].name.elsewhere or not _LIST.fullmatch(text, first.end, second.start):
            break
        count += 1
        index += step
    return count
