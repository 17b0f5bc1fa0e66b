"""The province's communes that a text names with their kind ("xã Bắc Hà"), typed with accents or without."""

from functools import cache

from classify.judgement.divisions import load_communes
from classify.judgement.letters import strip_accents
from classify.judgement.matcher import Matcher
from classify.judgement.text import normalise


def communes_of(words: list[str]) -> frozenset[str]:
    """Official codes. A bare name is not enough: many are words, people, or places elsewhere."""
    codes, matcher = _known()
    return frozenset(codes[index] for _, _, index in matcher.find(" ".join(words)))


@cache
def _known() -> tuple[list[str], Matcher]:
    names = {normalise(name).text: code for code, name in load_communes().items()}
    names |= {strip_accents(name): code for name, code in names.items()}
    return list(names.values()), Matcher(names)
