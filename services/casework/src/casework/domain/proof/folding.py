"""Vietnamese text compared as people read it: however accents are encoded or placed, in any case and punctuation."""

import re
import unicodedata

LONGEST = 200_000
"""Characters that are looked at; an event carries far fewer."""
ENOUGH = 0.8
"""Of a title's words in a row: outlets shorten titles when they quote them."""
FEWEST = 4
"""Words; a shorter title has to be quoted whole."""

_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
"""Huyền, sắc, ngã, hỏi, nặng."""
_ETH = str.maketrans("ð", "đ")
"""Old typewriter fonts have the Icelandic letter for the Vietnamese one; they look the same."""


def fold(text: str) -> str:
    """Words in lower case with one space around each. The tone goes to the word's end, so that "hoà" is "hòa", and
    05 is 5; the other marks stay, for "tự" is not "tư"."""
    plain = unicodedata.normalize("NFKD", text[:LONGEST].casefold()).translate(_ETH)
    return f" {' '.join(_word(word) for word in _WORD.findall(plain))} "


def has(folded: str, phrase: str) -> bool:
    """Does a folded text have the phrase, as whole words?"""
    wanted = fold(phrase)
    return bool(wanted.strip()) and wanted in folded


def quotes(folded: str, title: str) -> bool:
    """Does it name the title, whole or nearly so?"""
    words = fold(title).split()
    if not words:
        return False
    length = len(words) if len(words) < FEWEST else max(FEWEST, round(len(words) * ENOUGH))
    runs = (words[start : start + length] for start in range(len(words) - length + 1))
    return any(f" {' '.join(run)} " in folded for run in runs)


def _word(word: str) -> str:
    if word.isdecimal():
        return word.lstrip("0") or "0"
    return _TONE.sub("", word) + "".join(_TONE.findall(word))
