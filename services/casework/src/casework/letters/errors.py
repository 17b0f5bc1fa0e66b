"""What can be wrong with a letter. Every message says where, what, and what to do."""


class LetterError(Exception):
    """Root of everything that is refused before a document exists."""


class CaseUnreadable(LetterError):
    """CASE.json is not what this kind of letter needs."""


class DataUnreadable(LetterError):
    """A packaged or edited table (layout, law, recipients) is not usable."""


class NoRow(LetterError):
    """No law or no recipient is known for that day."""


class LawUndecided(LetterError):
    """Published under one law, received under the next: a lawyer has to choose."""


class TemplateUnreadable(LetterError):
    """The file is no .docx, or what comes out of it is none."""


class TemplateRefused(LetterError):
    """The template holds something that a letter does not need: code, macros, links that load from elsewhere."""


class UnknownField(LetterError):
    """The template asks for a field that the letter does not have."""
