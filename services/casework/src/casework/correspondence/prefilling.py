"""Case and writer become the facts of a letter."""

from typing import Any

from casework.correspondence.common_part import common_part
from casework.correspondence.copies import copy_part
from casework.correspondence.matter import Matter
from casework.correspondence.own import AnyOwn, CopyOwn, CorrectionOwn, VerificationOwn
from casework.correspondence.press_part import correction_part
from casework.correspondence.unit_part import reminder_part, verification_part
from casework.letters.casefile import paper_of
from casework.letters.facts import Paper


def prefilled(own: AnyOwn, matter: Matter) -> Paper:
    """Without number and date, which the signature gives.

    Raises CannotWrite, NoOversightBody, EndedWithoutSuccessor, Missing; CaseUnreadable, by field.
    """
    return paper_of(common_part(own, matter) | _part(own, matter), own.kind, "Nội dung")


def _part(own: AnyOwn, matter: Matter) -> dict[str, Any]:
    if isinstance(own, CorrectionOwn):
        return correction_part(own, matter)
    if isinstance(own, CopyOwn):
        return copy_part(own, matter)
    return verification_part(own, matter) if isinstance(own, VerificationOwn) else reminder_part(own, matter)
