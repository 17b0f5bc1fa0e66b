"""When are two publications the same text? MinHash signatures: near-copies share bands, the estimate decides.

A signature is 64 minima of hashed 5-word shingles; the share of equal minima estimates the Jaccard similarity.
"""

import base64
import binascii
import struct
from collections.abc import Sequence

PERMUTATIONS = 64
ROWS = 4
"""Rows per band: 16 bands of 4 find a pair of similarity 0.7 with probability 0.99, one of 0.3 with 0.12."""
SAME_TEXT = 0.5
"""Estimated similarity from which a second outlet's text is a copy (shingles of 5 words forgive few edits)."""

Signature = tuple[int, ...]


def parse_signature(encoded: str) -> Signature:
    """The empty signature for a text too short to have one, or for anything malformed: it matches nothing."""
    try:
        raw = base64.b64decode(encoded, validate=True)
        return struct.unpack(f"<{PERMUTATIONS}I", raw) if raw else ()
    except (binascii.Error, struct.error, ValueError):
        return ()


def bands_of(signature: Signature) -> list[str]:
    """Keys under which a near-copy will be found: position and minima of each band."""
    starts = range(0, len(signature), ROWS)
    return [f"{start}:{struct.pack(f'<{ROWS}I', *signature[start : start + ROWS]).hex()}" for start in starts]


def similarity(one: Signature, other: Signature) -> float:
    """Estimated Jaccard similarity, 0 to 1; 0 when either has no signature."""
    if not one or not other:
        return 0.0
    return sum(a == b for a, b in zip(one, other, strict=True)) / PERMUTATIONS


def best_match(signature: Signature, candidates: Sequence[tuple[str, Signature]]) -> str | None:
    """The case whose publication is most alike, if any is alike enough; ties go to the first."""
    scored = [(similarity(signature, other), -place, case_id) for place, (case_id, other) in enumerate(candidates)]
    score, _, case_id = max(scored, default=(0.0, 0, ""))
    return case_id if score >= SAME_TEXT else None
