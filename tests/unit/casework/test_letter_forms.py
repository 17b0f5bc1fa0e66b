"""A letter's form: what is wrong is said at its field, and the field is in sight."""

from typing import Any

import pytest
from tests.unit.casework.correspondence.examples import CORRECTION, a_matter, own

from casework.correspondence.prefilling import prefilled
from casework.correspondence.refusals import CannotWrite
from casework.domain.directory import Directory
from casework.http.api.letter_failures import faults_in
from casework.http.letters.form import LetterForm, letter_form, own_of, said_in
from casework.http.order_forms import BadFields
from casework.letters.errors import LawUndecided

LISTS: dict[str, Any] = {"leaders": [("phat", "Nguyễn Văn Phát")], "issuers": [], "laws": []}
TYPED = {
    "signatory": "phat",
    "signer.post": "Chủ tịch",
    "contact.name": "Trần Thị Bình",
    "contact.phone": "0214 000 0001",
    "contact.email": "cong-tac@ldld-laocai.example",
}


def marked(form: LetterForm) -> dict[str, str]:
    return {entry.name: entry.error for entry in (*form.entries, *form.rare) if entry.error}


def sent(**typed: str) -> dict[str, str]:
    said = said_in("correction", TYPED | typed, "r1")
    try:
        own_of(said)
    except BadFields as error:
        return marked(letter_form("correction", "reply", said, LISTS, error.faults))
    return {}


def test_only_the_field_that_is_missing_is_marked() -> None:
    assert sent() == {}
    assert sent(**{"signer.post": ""}) == {"signer.post": "Thiếu trường này."}
    assert set(sent(**{"contact.phone": ""})) == {"contact.phone"}


@pytest.mark.parametrize("address", ["khong-phai-mail", "a@b", "a b@c.vn", "@c.vn"])
def test_what_no_mail_can_reach_is_no_address(address: str) -> None:
    assert "không phải địa chỉ thư điện tử" in sent(**{"contact.email": address})["contact.email"]


def test_what_the_directory_does_not_know_is_asked_for_by_its_label_and_in_sight() -> None:
    matter = a_matter(directory=Directory(()))
    with pytest.raises(CannotWrite, match="Ghi mục “Cơ quan chủ quản của báo”") as caught:
        prefilled(own(CORRECTION), matter)
    form = letter_form("correction", "reply", CORRECTION, LISTS, faults_in(caught.value))
    assert set(marked(form)) == {"owner"}
    assert form.rare_open
    assert not letter_form("correction", "reply", CORRECTION, LISTS, {}).rare_open


def test_a_lawyers_choice_is_asked_for_at_its_field() -> None:
    assert set(marked(letter_form("correction", "reply", {}, LISTS, faults_in(LawUndecided("x"))))) == {"law"}
