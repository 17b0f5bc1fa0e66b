"""Which facts become which letter."""

from collections.abc import Callable
from typing import Any

from casework.letters.draft import Draft, Tables
from casework.letters.kinds import Kind
from casework.letters.press_draft import copy_draft, correction_draft
from casework.letters.report_draft import report_draft
from casework.letters.unit_draft import reminder_draft, verification_draft

DRAFTS: dict[Kind, Callable[[Any, Tables], Draft]] = {
    "correction": correction_draft,
    "copy": copy_draft,
    "verification": verification_draft,
    "reminder": reminder_draft,
    "report": report_draft,
}
