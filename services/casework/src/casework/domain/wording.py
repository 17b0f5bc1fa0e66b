"""Words as people look for them: without marks, đ as d, in any case."""

import re
import unicodedata

MOST = 60
"""Of one case: a title has twenty, and places a few."""
_WORD = re.compile(r"[^\W_]+")


def words_of(*texts: str) -> list[str]:
    """Each once, in the order in which they stand."""
    return list(dict.fromkeys(word for text in texts for word in _WORD.findall(_plain(text))))[:MOST]


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
