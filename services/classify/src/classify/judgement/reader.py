"""One publication read with the lexicon and the gazetteer: what each word and each name adds to which axis."""

from collections import defaultdict
from dataclasses import dataclass

from classify.judgement import document as documents
from classify.judgement.divisions import load_communes
from classify.judgement.document import Document
from classify.judgement.letters import strip_accents
from classify.judgement.lexicon import AXES, Term, load_terms
from classify.judgement.matcher import Hit, Matcher
from classify.judgement.places import Name, Place, PlaceHit, load_names, plain_words
from classify.judgement.surroundings import ASIDE_MOST, titled_elsewhere, weigh

Gain = tuple[int, int, int, float]  # index into AXES, start, end, weight
PROVINCE = -1
"""The axis that has no index, since places are weighed apart."""

# A word said again adds less, and from the fourth time nothing: length is not relevance.
_REPEATS = (1.0, 0.5, 0.25, 0.0)
_PLACES_LIMIT = 12
_WHOLE_PROVINCE = Place("", "Tỉnh Lào Cai")


@dataclass(frozen=True, slots=True)
class Reading:
    """`full` sums the whole text per axis, `head` the title and the first lines only.

    `names` are the spans of places; `employers` those that title and first lines name, each after the code of its
    commune; `in_park` says that one of them lies in an industrial park, `titled` that the title names a commune.
    """

    document: Document
    gains: list[Gain]
    full: list[float]
    head: list[float]
    province: float
    places: tuple[Place, ...]
    names: list[tuple[int, int]]
    in_park: bool
    employers: tuple[tuple[str, str], ...]
    titled: bool


class _Vocabulary:
    """All words in one spelling, behind one automaton."""

    def __init__(self, terms: dict[str, Term], names: dict[str, Name]) -> None:
        words = sorted(terms.keys() | names.keys())
        self.matcher = Matcher(words)
        self.terms = [terms.get(word) for word in words]
        self.names = [names.get(word) for word in words]
        self.homonyms = frozenset(word for word, name in names.items() if not name.employer and self._says(word))

    def _says(self, name: str) -> bool:
        """Whether a term stands in this name: wages in "Minh Lương", gold mines in "Mỏ Vàng"."""
        return any(self.terms[index] is not None for _, _, index in self.matcher.find(name))


class Reader:
    """Immutable after construction; knows both spellings, with accents and without."""

    def __init__(self) -> None:
        terms, names = load_terms(), load_names()
        self._accented = _Vocabulary({term.word: term for term in terms}, {name.word: name for name in names})
        plain_terms: dict[str, Term] = {}
        for term in terms:
            if not term.accented_only:
                plain_terms.setdefault(strip_accents(term.word), term)
        self._plain = _Vocabulary(plain_terms, plain_words(names))
        self._communes = load_communes()

    def read(self, title: str, text: str) -> Reading:
        document = documents.read(title, text)
        vocabulary = self._plain if document.plain else self._accented
        hits = vocabulary.matcher.find(document.text, document.coded)
        names = _names_of(document, hits, vocabulary.names)
        gains, full, head = _weigh_terms(document, _spoken(document, hits, names, vocabulary), vocabulary.terms)
        province_gains, places = self._weigh_places(document, names)
        province = sum(weight for *_, weight in province_gains)
        if province > ASIDE_MOST and titled_elsewhere(document, names):
            province = ASIDE_MOST
        spans = [(hit.start, hit.end) for hit in names]
        ahead = [hit for hit in names if hit.name.employer and hit.start < document.lead_end]
        employers = tuple((hit.name.code, document.cased[hit.start : hit.end]) for hit in ahead)
        in_park = any(hit.name.park for hit in ahead)
        titled = _titled(document, names, places)
        return Reading(
            document, gains + province_gains, full, head, province, places, spans, in_park, employers, titled
        )

    def _weigh_places(self, document: Document, found: list[PlaceHit]) -> tuple[list[Gain], tuple[Place, ...]]:
        gains = []
        seen: dict[str, int] = defaultdict(int)
        strength: dict[str, float] = defaultdict(float)
        for hit, weight, certain in weigh(document, found):
            repeat = min(seen[hit.name.word], len(_REPEATS) - 1)
            seen[hit.name.word] += 1
            gain = weight * document.factor(hit.start) * _REPEATS[repeat]
            if gain:
                gains.append((PROVINCE, hit.start, hit.end, gain))
            if certain and hit.name.code:
                strength[hit.name.code] += gain
        ranked = sorted(strength, key=lambda code: (-strength[code], code))[:_PLACES_LIMIT]
        if gains and not ranked and any(hit.name.province for hit in found):
            return gains, (_WHOLE_PROVINCE,)
        return gains, tuple(Place(code, self._communes[code], round(strength[code], 3)) for code in ranked)


def _titled(document: Document, names: list[PlaceHit], places: tuple[Place, ...]) -> bool:
    codes = {place.code for place in places}
    return any(hit.name.code in codes for hit in names if hit.name.code and hit.start < document.title_end)


def _spoken(document: Document, hits: list[Hit], names: list[PlaceHit], vocabulary: _Vocabulary) -> list[Hit]:
    """Without the terms inside a place's name that is written as one, with capitals: "Mỏ Vàng" is no gold mine."""
    spans = [
        (hit.start, hit.end)
        for hit in names
        if hit.name.word in vocabulary.homonyms and document.cased[hit.start : hit.end].istitle()
    ]
    if not spans:
        return hits
    return [hit for hit in hits if not any(start <= hit[0] and hit[1] <= end for start, end in spans)]


def _names_of(document: Document, hits: list[Hit], names: list[Name | None]) -> list[PlaceHit]:
    """The names that stand in the text; of overlapping ones the first and longest."""
    found = []
    covered = 0
    for start, end, index in hits:
        name = names[index]
        if name is not None and start >= covered and (document.post or not name.post_only):
            found.append(PlaceHit(start, end, name))
            covered = end
    return found


def _weigh_terms(
    document: Document, hits: list[Hit], terms: list[Term | None]
) -> tuple[list[Gain], list[float], list[float]]:
    """What each term added, and the sums per axis. Inside a longer term of the same axis a shorter one is silent."""
    gains: list[Gain] = []
    full = [0.0] * len(AXES)
    head = [0.0] * len(AXES)
    covered = [0] * len(AXES)
    seen: dict[int, int] = {}
    for start, end, index in hits:
        term = terms[index]
        if term is None or (term.post_only and not document.post):
            continue
        repeat = seen.get(index, 0)
        seen[index] = repeat + 1
        factor = document.factor(start) * _REPEATS[min(repeat, len(_REPEATS) - 1)]
        ahead = start < document.lead_end
        for axis, weight in term.effects:
            if start < covered[axis]:
                continue
            covered[axis] = end
            gain = weight * factor
            if gain:
                full[axis] += gain
                if ahead:
                    head[axis] += gain
                gains.append((axis, start, end, gain))
    return gains, full, head
