"""The two eight-bit Vietnamese encodings that still reach us as if they were Latin-1: TCVN3 (ABC) and VNI."""

import re
import unicodedata
from dataclasses import dataclass

_TCVN3 = dict(
    zip(
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ¡¢£¤¥¦§",
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
        strict=True,
    )
)
# Signs that are letters in TCVN3 and hardly ever stand inside a word otherwise.
_TCVN3_SIGNS = re.compile("(?<=[A-Za-z])[µ¶·¸¹¨»¼½¾©®ª«¬\xad÷×Þßþ]|[®«¸µ\xad](?=[A-Za-z])")

# VNI writes the letter, then a second character for its marks.
_VNI_PLAIN = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_HAT = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_ALONE = {"ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ"}
_VNI_PAIR = re.compile("[aeouyôö][ùøûõïâáàåãäêéèúüë]|ñ|(?<=[a-z])[æö]", re.IGNORECASE)
_VNI = re.compile("[aeouyôö][ùøûõïâáàåãäêéèúüë]|[ñæóòôöî]", re.IGNORECASE)

# Its letters that Unicode Vietnamese never has: "hoà" alone must not pass for VNI.
_VNI_FOREIGN = re.compile("[øûïåäëüæöñî]", re.IGNORECASE)

# Letters of the Unicode alphabet that neither encoding can produce; one in any real sentence proves Unicode.
_UNICODE_VIETNAMESE = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u0300-\u0323\u1ea0-\u1ef9]")
# Below this share of the letters, odd signs are a French name or a stray bullet, not an encoding.
_SHARE = 0.04
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Legacy:
    pattern: re.Pattern[str]
    table: dict[str, str]

    def decode(self, code: str) -> str:
        return self.table.get(code, code)


def _vni_table() -> dict[str, str]:
    def compose(base: str, marks: str) -> str:
        return unicodedata.normalize("NFC", base + marks)

    table = {}
    for base in "aeouyôö":
        letter = _VNI_ALONE.get(base, base)
        for code, tone in _VNI_PLAIN.items():
            table[base + code] = compose(letter, tone)
    for base in "aeo":
        for code, tone in _VNI_HAT.items():
            table[base + code] = compose(base, "\u0302" + tone)
    for code, tone in _VNI_BREVE.items():
        table["a" + code] = compose("a", "\u0306" + tone)
    table.update(_VNI_ALONE)
    for code, letter in list(table.items()):
        table[code.upper()] = table[code.capitalize()] = letter.upper()
    return table


_TCVN3_CODE = Legacy(re.compile("[" + "".join(_TCVN3) + "]"), _TCVN3)
_VNI_CODE = Legacy(_VNI, _vni_table())


def legacy_decoder(text: str) -> Legacy | None:
    """Which of the two encodings the text is in, if any. Sure of Unicode first: a wrong decoding ruins the text."""
    if _UNICODE_VIETNAMESE.search(text):
        return None
    least = max(_LEAST, len(text) * _SHARE)
    if len(_TCVN3_SIGNS.findall(text)) >= least:
        return _TCVN3_CODE
    if len(_VNI_FOREIGN.findall(text)) >= _LEAST and len(_VNI_PAIR.findall(text)) >= least:
        return _VNI_CODE
    return None


def to_unicode(text: str) -> str:
    """The text as it was meant, when it is in one of the two; otherwise as it is."""
    legacy = legacy_decoder(text)
    return text if legacy is None else legacy.pattern.sub(lambda code: legacy.decode(code[0]), text)
