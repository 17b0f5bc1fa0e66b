"""A text with the words that decided marked in it."""

import re
import unicodedata
from collections.abc import Sequence

Piece = tuple[str, bool]
"""A stretch of the text, and whether it is one of the words."""


def marked(text: str, words: Sequence[str]) -> list[Piece]:
    """The whole text in pieces; words count where they stand alone, whatever their case. The longer word wins."""
    text = unicodedata.normalize("NFC", text)
    wanted = sorted({unicodedata.normalize("NFC", word) for word in words if word.strip()}, key=len, reverse=True)
    if not wanted:
        return [(text, False)]
    either = "|".join(map(re.escape, wanted))
    pieces = re.split(rf"(?<!\w)({either})(?!\w)", text, flags=re.IGNORECASE)
    return [(piece, place % 2 == 1) for place, piece in enumerate(pieces) if piece]
