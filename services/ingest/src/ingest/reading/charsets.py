"""Which letters the bytes of a feed or page stand for, whatever is said about them.

Measured practice of Vietnamese outlets: UTF-8 that is declared as something else is common, windows-1258 without any
word about it happens on old servers, and so does UTF-8 that somebody took for Latin-1 and encoded once more.
"""

import codecs
import re
import unicodedata

from shared.text.legacy import to_unicode

UTF_8 = "utf-8"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_IN_TYPE = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_IN_BODY = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_HEAD_BYTES = 2_048
_WESTERN = {"iso8859-1", "cp1252", "ascii"}
"""What servers say when nobody told them anything."""

_OWN_LETTERS = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9]")
"""Letters that only Vietnamese has, composed."""
_OWN_SHARE, _OWN_LEAST = 0.02, 3
_BROKEN_SHARE = 0.02
"""Of the bytes that are no ASCII: below that, UTF-8 was cut or damaged somewhere, and is still UTF-8."""
_MANGLED = re.compile("[ÃÄÅÆáâ][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]")
_MANGLED_LEAST = 2


def decoded(body: bytes, content_type: str = "") -> str:
    """The letters. Never raises: what stands for nothing becomes U+FFFD."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body.decode(name, "replace")
    if _is_utf_8(body):
        return _unmangled(body.decode(UTF_8, "replace"))
    declared = _declared(body, content_type)
    if declared and declared not in _WESTERN:
        try:
            return unicodedata.normalize("NFC", body.decode(declared))
        except (UnicodeError, ValueError):
            pass
    return _vietnamese_1258(body) or body.decode("cp1252", "replace")


def repaired(text: str) -> str:
    """Without the damage done before it was sent: UTF-8 encoded twice, TCVN3 or VNI fonts taken for letters."""
    return to_unicode(_unmangled(text))


def _is_utf_8(body: bytes) -> bool:
    """Other text is never well-formed UTF-8 by accident, so no declaration is believed against it."""
    try:
        body.decode(UTF_8)
    except UnicodeDecodeError:
        lenient = body.decode(UTF_8, "replace")
        foreign = sum(byte > 127 for byte in body)
        return lenient.count("\ufffd") < foreign * _BROKEN_SHARE
    # ASCII with NULs between is UTF-16 without a mark.
    return b"\x00" not in body[:_HEAD_BYTES]


def _declared(body: bytes, content_type: str) -> str:
    """The codec's own name, empty when none or one that nobody knows is declared."""
    in_type = _IN_TYPE.search(content_type)
    in_body = _IN_BODY.search(body[:_HEAD_BYTES].replace(b"\x00", b""))
    for name in (in_type[1] if in_type else "", in_body[1].decode() if in_body else ""):
        try:
            codec = codecs.lookup(name)
        except (LookupError, ValueError):
            continue
        # base64, zip and the like are codecs of Python's and no letters.
        if getattr(codec, "_is_text_encoding", True):
            return codec.name
    return ""


def _vietnamese_1258(body: bytes) -> str:
    """Empty when it does not look like Vietnamese in windows-1258, which spells a tone as a mark of its own."""
    text = unicodedata.normalize("NFC", body.decode("cp1258", "replace"))
    letters = sum(map(str.isalpha, text))
    own = len(_OWN_LETTERS.findall(text))
    return text if own >= max(_OWN_LEAST, letters * _OWN_SHARE) else ""


def _unmangled(text: str) -> str:
    if len(_MANGLED.findall(text)) < _MANGLED_LEAST:
        return text
    try:
        return b"".join(map(_byte, text)).decode(UTF_8)
    except (UnicodeError, ValueError):
        return text


def _byte(letter: str) -> bytes:
    """What the letter was before it was taken for cp1252; the five bytes that mean nothing there stay themselves."""
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")
