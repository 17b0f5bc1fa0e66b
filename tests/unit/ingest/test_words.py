"""Clean, cut, hash, compare."""

import unicodedata

from ingest.reading import words
from shared.contracts.ingest import TEXT_LIMIT


def test_clean_joins_blanks_and_drops_what_cannot_be_printed() -> None:
    assert words.clean(" Nợ\u00a0\u202f lương\x00 \r\n\n ba\ttháng\ud800 ") == "Nợ lương\nba tháng"
    assert words.clean(unicodedata.normalize("NFD", "Lương")) == "Lương"


def test_cut_says_whether_something_is_missing() -> None:
    assert words.cut("a" * TEXT_LIMIT) == ("a" * TEXT_LIMIT, False)
    assert words.cut("a" * (TEXT_LIMIT + 1)) == ("a" * TEXT_LIMIT, True)


def test_the_hash_ignores_typing_and_nothing_else() -> None:
    assert words.content_hash("NỢ LƯƠNG", "ba tháng.") == words.content_hash("Nợ lương,", "Ba  tháng")
    assert words.content_hash("Nợ lương", "ba tháng") != words.content_hash("Nợ lương", "bốn tháng")


def test_a_difference_shows_the_lines_and_only_so_many() -> None:
    assert words.difference("một\nhai\nba", "một\nhai rưỡi\nba") == ("@@ -2 +2 @@", "-hai", "+hai rưỡi")
    assert words.difference("như cũ", "như cũ") == ()
    before, after = ("\n".join(f"{word} {number}" for number in range(500)) for word in ("cũ", "mới"))
    assert len(words.difference(before, after)) == words.DIFFERENCE_LIMIT
    assert max(map(len, words.difference("a" * 5_000, "b" * 5_000))) == 500
