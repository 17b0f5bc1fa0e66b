"""Which sectors a headline speaks of, for those that have a union of their own."""

from functools import cache

from classify.judgement.letters import strip_accents
from classify.judgement.lexicon import packaged_rows
from classify.judgement.matcher import Matcher
from classify.judgement.text import has_accents, normalise


def sectors_of(title: str) -> tuple[str, ...]:
    """By where they stand. Without accents as well."""
    sectors, accented, plain = _known()
    text = normalise(title).text
    hits = accented.find(text) if has_accents(text) else plain.find(strip_accents(text))
    return tuple(dict.fromkeys(sectors[index] for _, _, index in hits))


@cache
def _known() -> tuple[list[str], Matcher, Matcher]:
    rows = [(word, sector) for sector, words in packaged_rows("sectors.tsv") for word in words.split("|")]
    words = [normalise(word).text for word, _ in rows]
    return [sector for _, sector in rows], Matcher(words), Matcher(map(strip_accents, words))
