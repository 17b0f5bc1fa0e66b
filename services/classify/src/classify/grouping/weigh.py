"""Learns how telling words are: `python -m classify.grouping.weigh FILE.jsonl.gz… -o rarity.bin`.

Each line has a title and a text. What is kept is one byte for each of 262,144 slots of hashed words and pairs of words:
no word, and no sentence.
"""

import argparse
import gzip
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from zlib import compress

import numpy as np

from classify.grouping.weights import STEPS, TABLE_BITS, features, slots
from classify.grouping.words import codes_of, fold

SEEN_AT_LEAST = 5
"""In how many texts before a term counts as known. Rarer ones would fill every slot and say nothing of each other."""


def learn(texts: Iterable[str]) -> bytes:
    """The table as it is shipped."""
    seen: dict[int, int] = {}
    total = 0
    for text in texts:
        total += 1
        for term in set(features(codes_of(fold(text))).tolist()):
            seen[term] = seen.get(term, 0) + 1
    known = {term: count for term, count in seen.items() if count >= SEEN_AT_LEAST}
    counts = np.full(2**TABLE_BITS, 1, np.int64)
    # Two terms in one slot: the commoner is meant, so that nothing common ever looks rare.
    np.maximum.at(counts, slots(np.array(list(known), np.uint32)), np.array(list(known.values())))
    rarity = np.log((1 + total) / (1 + counts)) + 1
    return compress(np.minimum(np.rint(rarity * STEPS), 255).astype(np.uint8).tobytes(), 9)


def _texts(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield f"{row['title']}\n{row.get('lead') or ''}\n{row['text']}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m classify.grouping.weigh", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    packed = learn(_texts(arguments.files))
    arguments.output.write_bytes(packed)
    sys.stdout.write(f"{len(packed)} bytes\n")


if __name__ == "__main__":
    main()
