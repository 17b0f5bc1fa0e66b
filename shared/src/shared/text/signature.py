"""Which texts are the same, however they were typed: folded words, and a MinHash signature over them."""

import base64
import re
import struct
import unicodedata

from rensa import RMinHash

PERMUTATIONS = 64
SHINGLE = 5
SEED = 2022


def fold(text: str) -> list[str]:
    """Words without accents, case and punctuation: what two copies share however they are typed."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return re.findall(r"[a-z0-9]+", "".join(char for char in bare if not unicodedata.combining(char)))


def signature(text: str) -> str:
    """Base64 of 64 little-endian uint32 minima over 5-word shingles; empty for a text with fewer words.

    rensa: MinHash in Rust, five times datasketch's speed, MIT, kept.
    """
    words = fold(text)
    if len(words) < SHINGLE:
        return ""
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    minhash.update([" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)])
    return base64.b64encode(struct.pack(f"<{PERMUTATIONS}I", *minhash.digest())).decode()
