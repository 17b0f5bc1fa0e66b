"""Vietnamese text brought to one spelling, with every position still traceable to what was written."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from classify.judgement import letters
from classify.judgement.legacy import legacy_decoder
from classify.judgement.letters import LETTERS, USUAL, strip_accents

# The longest of 13,828 press articles measured has 19,000 characters; whatever follows is a dump or an attack,
# and the time of a judgement must not depend on it.
MAX_CHARS = 20_000

# A damaged spot is a run of unusual characters with the letter before it, to which its marks may belong.
_SPOT = re.compile(f"[{USUAL}]?[^{USUAL}]+")
_SPACES = re.compile("  +")

# The newer placement of the tone (hoà) becomes the older (hòa), where the vowel pair ends the syllable only.
# Searching the rare toned letter first is four times as fast as searching the pair.
_NEW_TONE = re.compile("[àáảãạèéẻẽẹỳýỷỹỵ](?:(?<=o[àáảãạèéẻẽẹ])|(?<=u[ỳýỷỹỵ])(?<!qu.))(?![\\w\u0300-\u036f])")
# The same in coded text.
_CODED_NEW_TONE = re.compile(
    b"[%(all)b](?:(?<=o[%(oe)b])|(?<=u[%(y)b])(?<!qu.))(?![0-9A-Z_a-z%(word)b])"
    % {
        b"oe": letters.roughly("àáảãạèéẻẽẹ"),
        b"all": letters.roughly("àáảãạèéẻẽẹỳýỷỹỵ"),
        b"y": letters.roughly("ỳýỷỹỵ"),
        b"word": letters.roughly(LETTERS),
    },
    re.DOTALL,
)

_LOOKALIKES = str.maketrans(
    "аАвВеЕкКмМнНоОрРсСтТуУхХіІјЈѕЅһҺԁьгѵ"  # Cyrillic
    "αΑΒεΕΗιΙκΚΜνΝοΟρΡτΤυΥχΧΖ"  # Greek
    "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɑɡıɩℓðÐɖƉ",  # small capitals, phonetic letters, eth for đ
    "aabbeekkmmhhooppccttyyxxiijjsshhdbrvaabeehiikkmvnooppttuyxxzabcdefghijklmnoprstuvwyzagiilđĐđĐ",
)


@dataclass(frozen=True, slots=True)
class _Rewrite:
    """Where a rewriting changed lengths: from `after[i]` on, positions were `before[i]` plus the distance."""

    after: list[int]
    before: list[int]
    length: int

    def back(self, position: int, *, inside: bool) -> int:
        index = bisect_right(self.after, position) - 1
        origin = self.before[index]
        limit = self.before[index + 1] if index + 1 < len(self.before) else self.length
        return min(origin + position - self.after[index], max(origin, limit - inside))


@dataclass(frozen=True, slots=True)
class Normalised:
    text: str
    cased: str  # the same characters before lower-casing: capitals tell names from words
    coded: bytes
    """`text` with one byte per character."""
    rewrites: tuple[_Rewrite, ...] = ()

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text that became `text[start:end]`, for start < end."""
        for rewrite in reversed(self.rewrites):
            start = rewrite.back(start, inside=True)
            end = max(rewrite.back(end, inside=False), start + 1)
        return start, end


def normalise(text: str) -> Normalised:
    """One spelling per word: composed, lower case, older tone placement, no look-alikes, no invisible characters."""
    text = text[:MAX_CHARS]
    if (coded := letters.usual(text)) is None:
        return _repaired(text)
    lower = letters.lower(coded)
    if b"  " in lower or _CODED_NEW_TONE.search(lower):
        return _spelt(text, [])
    return Normalised(letters.decoded(lower), text.replace("\n", " "), lower)


def _repaired(text: str) -> Normalised:
    rewrites: list[_Rewrite] = []
    legacy = legacy_decoder(text)
    if legacy is not None:
        text = _rewrite(legacy.pattern, legacy.decode, text, rewrites)
    text = _rewrite(_SPOT, _repair, text, rewrites)
    # Repairing may lengthen (one ligature became eighteen letters): the bound holds for what comes out of it, too.
    return _spelt(text[:MAX_CHARS], rewrites)


def _spelt(text: str, rewrites: list[_Rewrite]) -> Normalised:
    # Repair has left blanks and line breaks only; the latter change no length.
    text = text.replace("\n", " ")
    if "  " in text:
        text = _rewrite(_SPACES, _one_space, text, rewrites)
    spelt = _older_tones(text.lower())
    return Normalised(spelt, text, letters.roughly(spelt), tuple(rewrites))


def has_accents(text: str) -> bool:
    """Whether the writer used Vietnamese letters: they add a third to the bytes, a few stray names under a tenth."""
    return (len(text.encode("utf-8", "replace")) - len(text)) * 10 > len(text)


def _rewrite(pattern: re.Pattern[str], replace: Callable[[str], str], text: str, rewrites: list[_Rewrite]) -> str:
    """Replace every match; keep a map of positions when a length changed."""
    parts: list[str] = []
    after, before = [0], [0]
    done = shift = 0
    for match in pattern.finditer(text):
        start, end = match.span()
        new = replace(match.group())
        parts += text[done:start], new
        done = end
        if len(new) != end - start:
            after += start + shift, start + shift + len(new)
            before += start, end
            shift += len(new) - (end - start)
    parts.append(text[done:])
    if len(after) > 1:
        rewrites.append(_Rewrite(after, before, len(text)))
    return "".join(parts)


def _repair(spot: str) -> str:
    """Bounded cache: real texts repeat a few hundred spots, hostile ones must not fill the memory."""
    return _repair_short(spot) if len(spot) <= 8 else _settle(spot)


@lru_cache(maxsize=4096)
def _repair_short(spot: str) -> str:
    return _settle(spot)


def _settle(spot: str) -> str:
    """Fold until nothing changes: composing may yield a letter that folds further. Three rounds cover Unicode."""
    for _ in range(4):
        folded = unicodedata.normalize("NFKC", spot.translate(_LOOKALIKES)).lower()
        folded = "".join(filter(None, map(_visible, folded)))
        folded = unicodedata.normalize("NFC", folded)
        if folded == spot:
            break
        spot = folded
    return spot


def _visible(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cf":
        return ""
    return " " if category in ("Cc", "Zs", "Zl", "Zp", "Cs") else char


def _one_space(_spaces: str) -> str:
    return " "


def _older_tones(text: str) -> str:
    parts: list[str] = []
    done = 0
    for match in _NEW_TONE.finditer(text):
        end = match.end()
        parts += text[done : end - 2], _older_tone(text[end - 2], text[end - 1])
        done = end
    return "".join((*parts, text[done:])) if parts else text


@lru_cache(maxsize=64)
def _older_tone(first: str, second: str) -> str:
    bare = strip_accents(second)
    tone = unicodedata.normalize("NFD", second).removeprefix(bare)
    return unicodedata.normalize("NFC", first + tone) + bare
