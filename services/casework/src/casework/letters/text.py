"""Text from outside, made fit for paper: composed letters, no control marks, one reading direction."""

import re
import unicodedata

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""What XML cannot hold, and marks that make a reader see something else than what is written."""


def one_line(value: object) -> object:
    return " ".join(_clean(value).split()) if isinstance(value, str) else value


def many_lines(value: object) -> object:
    """Line ends are kept: each begins a paragraph."""
    if not isinstance(value, str):
        return value
    lines = (" ".join(line.split()) for line in _clean(value).splitlines())
    return "\n".join(line for line in lines if line)


def paragraphs(text: str) -> list[str]:
    return text.split("\n")


def without_stop(text: str) -> str:
    """For use inside a sentence or a quotation that brings its own full stop."""
    return text.rstrip(" .;,")


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
