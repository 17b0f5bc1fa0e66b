"""Usual Vietnamese text as one byte per character: half as long to search, and every position stays a position."""

import codecs

LETTERS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
BARE = "a" * 17 + "e" * 11 + "i" * 5 + "o" * 17 + "u" * 11 + "y" * 5 + "d"
SIGNS = "“”‘’–—…"
USUAL = "\n -~" + LETTERS + LETTERS.upper() + SIGNS
"""As the inside of a regular expression's brackets."""

_UNDEFINED = "\ufffe"
_STRIP = str.maketrans(LETTERS + LETTERS.upper(), BARE + BARE.upper())


def _charset() -> str:
    """What each byte means. Python's codecs are fast only when the first one is the null character."""
    own = {0, ord("\n"), *range(ord(" "), ord("~") + 1)}
    others = iter(LETTERS + LETTERS.upper() + SIGNS)
    return "".join(chr(code) if code in own else next(others, _UNDEFINED) for code in range(256))


_CHARSET = _charset()
_CODES = codecs.charmap_build(_CHARSET)
_LOWER = bytes(_CHARSET.find(char.lower()) if char != "\n" else ord(" ") for char in _CHARSET)
_BARE = bytes(_CHARSET.find(char.translate(_STRIP)) for char in _CHARSET)


def usual(text: str) -> bytes | None:
    """One byte for each character; None when one of them is not usual in press text and has to be looked at."""
    try:
        coded, _ = codecs.charmap_encode(text, "strict", _CODES)
    except UnicodeEncodeError:
        return None
    return None if b"\0" in coded else coded


def roughly(text: str) -> bytes:
    """One byte for each character; a question mark for each that has no byte."""
    coded, _ = codecs.charmap_encode(text, "replace", _CODES)
    return coded


def decoded(coded: bytes) -> str:
    text, _ = codecs.charmap_decode(coded, "strict", _CHARSET)
    return text


def lower(coded: bytes) -> bytes:
    """Small letters, and blanks for line breaks."""
    return coded.translate(_LOWER)


def bare(coded: bytes) -> bytes:
    return coded.translate(_BARE)


def strip_accents(text: str) -> str:
    """Character for character, so that positions stay: "Lào Cai" becomes "Lao Cai". Expects composed letters."""
    coded = usual(text)
    return text.translate(_STRIP) if coded is None else decoded(bare(coded))
