"""What is refused on a letter's way out. Each says what happened and what to do."""


class Refusal(Exception):
    """Root: the letter stays as it was."""


class WrongState(Refusal):
    """Not at this step."""


class WrongRole(Refusal):
    """Not for this person."""


class SamePerson(Refusal):
    """Two people are needed."""


class DocumentChanged(Refusal):
    """The document is not the one that was approved."""


class NoReason(Refusal):
    """A reason is needed."""


class NoProof(Refusal):
    """That it arrived has to be shown, and when."""


class TooManySteps(Refusal):
    """A letter that goes back and forth without end."""


class WrongNumber(Refusal):
    """The number belongs to another letter, series or year."""


class TimeRunsBack(Refusal):
    """Earlier than the step before it."""


class NoTimezone(Refusal):
    """A time without a zone could mean two different moments."""


class AlreadyVoided(Refusal):
    """A number is voided once."""


class SeriesUnfit(Refusal):
    """No name for a register."""
