"""One article, listed by its outlet at two addresses."""

import base64
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.text.signature import PERMUTATIONS, fold

WINDOW = timedelta(hours=48)
"""In which an outlet that gives two articles the same title has most likely listed one of them twice."""
ALIKE = 0.95
"""Of the signatures. "Giá vàng hôm nay" is a title of every day, over another text."""

NAMED_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Face:
    """What of a publication says whether it is the same as another."""

    publication_id: str
    title_key: str
    content_hash: str
    signature: str
    captured_at: datetime


def title_key(title: str) -> str:
    """Empty for a title that says nothing: its words, without accents and signs, digits as they stand."""
    words = fold(title)
    return " ".join(words) if len(words) > 2 else ""


def twin_of(face: Face, known: Iterable[Face], named: str = "") -> str:
    """The id of the one that is the same; empty when there is none. All are of one outlet.

    The title must be the same: an outlet that shows "please sign in" behind every address has one text. Or the page
    names the other's address as its own (`named`), and the texts agree: some name their section's address.
    """
    for other in known:
        if other.publication_id == face.publication_id:
            continue
        alike = _alike(face, other)
        if other.publication_id == named and alike >= NAMED_ALIKE:
            return other.publication_id
        if not face.title_key or face.title_key != other.title_key:
            continue
        near = abs(face.captured_at - other.captured_at) <= WINDOW
        if face.content_hash == other.content_hash or (near and alike >= ALIKE):
            return other.publication_id
    return ""


def _alike(one: Face, other: Face) -> float:
    """Share of equal minima: what the two texts have in common of their words, about."""
    if not one.signature or not other.signature:
        return 0.0
    pairs = zip(_minima(one.signature), _minima(other.signature), strict=True)
    return sum(first == second for first, second in pairs) / PERMUTATIONS


def _minima(signature: str) -> tuple[int, ...]:
    return struct.unpack(f"<{PERMUTATIONS}I", base64.b64decode(signature))
