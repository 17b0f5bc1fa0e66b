"""The words that decided are marked where they stand."""

import unicodedata

from casework.http.sorting.marking import marked


def words_in(text: str, *words: str) -> list[str]:
    return [piece for piece, decided in marked(text, words) if decided]


def test_nothing_of_the_text_is_lost_and_every_place_is_marked() -> None:
    text = "Công nhân kêu; công nhân bị nợ lương ba tháng."
    assert "".join(piece for piece, _ in marked(text, ["công nhân", "nợ lương"])) == text
    assert words_in(text, "công nhân", "nợ lương") == ["Công nhân", "công nhân", "nợ lương"]


def test_the_longer_word_wins_and_a_part_of_a_word_is_none() -> None:
    assert words_in("Nợ lương công nhân", "lương", "nợ lương") == ["Nợ lương"]
    assert words_in("Đường lương thiện", "lươn") == []


def test_a_word_is_found_however_its_marks_are_encoded_and_is_no_pattern() -> None:
    assert words_in(unicodedata.normalize("NFD", "đình công ở Sa Pa"), "đình công") == ["đình công"]
    assert words_in("một (hai) ba", "(hai)", "m.t") == ["(hai)"]
    assert marked("không có từ nào", ()) == [("không có từ nào", False)]
