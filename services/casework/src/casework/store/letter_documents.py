"""A letter as a document, and back. Its facts are plain JSON already."""

from dataclasses import asdict

from casework.correspondence.filed import Filed, Printed, Template
from casework.domain.roles import Role
from casework.letters.letter import Letter
from casework.letters.receipt import Receipt
from casework.letters.register import Entry, Voiding
from casework.letters.steps import Fact
from shared.store.driver import Document


def letter_document(filed: Filed) -> Document:
    """`version` and `state` stand at the top for the questions that are asked by them; `case_id` may be a report's."""
    row = asdict(filed)
    letter, home = row.pop("letter"), row.pop("home")
    row["case_id"] = home
    return {"_id": letter.pop("id"), "version": filed.version, "state": letter.pop("state"), **row, "way": letter}


def letter_of(row: Document) -> Filed:
    known = {name: row[name] for name in ("place", "kind", "own", "request_id", "publication_id")}
    return Filed(letter=_way(row), home=row["case_id"], printed=_printed(row["printed"]), **known)


def _way(row: Document) -> Letter:
    way = row["way"]
    facts = tuple(Fact(**fact | {"role": Role(fact["role"])}) for fact in way["facts"])
    receipt = Receipt(**way["receipt"]) if way["receipt"] else None
    parts = {"facts": facts, "number": number_of(way["number"]), "receipt": receipt}
    return Letter(id=row["_id"], state=row["state"], **way | parts)


def number_of(row: Document | None) -> Entry | None:
    if row is None:
        return None
    return Entry(**row | {"voiding": Voiding(**row["voiding"]) if row["voiding"] else None})


def _printed(row: Document) -> Printed:
    lists = {name: tuple(row[name]) for name in ("to", "copies", "notes", "deadlines")}
    return Printed(**row | lists | {"template": Template(**row["template"])})
