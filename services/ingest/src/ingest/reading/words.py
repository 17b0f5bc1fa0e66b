"""The small text work of capturing: clean, hash, compare."""

import difflib
import hashlib
import re
import unicodedata

from shared.text.signature import fold

TEXT_LIMIT = 100_000
"""Characters of text that are kept: what an event may carry (the test of `cut` compares with the contract)."""
DIFFERENCE_LIMIT = 200
EXCERPT_LIMIT = 2_000
GAP = "\n[…]\n"
COMPARED_LINES = 1_000
"""Lines per side; the comparison is quadratic in them."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BLANK = re.compile(r"[^\S\n]+")


def clean(text: str) -> str:
    """NFC, without control characters and lone surrogates, blanks (also U+00A0, U+202F) as one space."""
    text = unicodedata.normalize("NFC", _CONTROL.sub("", text))
    return "\n".join(line.strip() for line in _BLANK.sub(" ", text).splitlines() if line.strip())


def cut(text: str) -> tuple[str, bool]:
    """The text as far as an event carries it, and whether something was cut."""
    return text[:TEXT_LIMIT], len(text) > TEXT_LIMIT


def content_hash(title: str, text: str) -> str:
    return hashlib.sha256(" ".join(fold(f"{title} {text}")).encode()).hexdigest()


def difference(before: str, after: str) -> tuple[str, ...]:
    """Unified-diff lines, without headers, at most 200."""
    old, new = before.splitlines(), after.splitlines()
    if max(len(old), len(new)) > COMPARED_LINES:
        return (f"Khác biệt quá lớn để so từng dòng: {len(old)} dòng trước, {len(new)} dòng sau.",)
    lines = list(difflib.unified_diff(old, new, lineterm="", n=0))[2:]
    return tuple(line[:500] for line in lines[:DIFFERENCE_LIMIT])


def passages(before: str, after: str) -> tuple[str, str]:
    """The lines that differ, of each side, at most 2,000 characters; a sign stands for what is equal between them."""
    old, new = before.splitlines(), after.splitlines()
    if max(len(old), len(new)) > COMPARED_LINES:
        return excerpt(before), excerpt(after)
    steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    changed = [(old[i:j], new[k:m]) for kind, i, j, k, m in steps if kind != "equal"]
    sides = (GAP.join("\n".join(part[side]) for part in changed if part[side]) for side in (0, 1))
    first, second = sides
    return excerpt(first), excerpt(second)


def excerpt(text: str) -> str:
    """Its beginning, for people."""
    return text if len(text) <= EXCERPT_LIMIT else text[: EXCERPT_LIMIT - 2] + " …"


def sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
