"""Why a step is refused. Each says what happened and what to do; nothing of the case has changed."""


class NoSuchCase(Exception):
    """There is no case with that id, or none that whoever asks may see: that there is one would be told otherwise."""


class Refused(Exception):
    """A step that the rules of a case's life do not allow now."""


class WrongStage(Refused):
    """Not at this stage of the case."""


class NotYours(Refused):
    """Another role's, or another unit's, to do."""


class SamePerson(Refused):
    """Two different people are needed."""


class Missing(Refused):
    """Something that the step stands on is not there."""


class StillOpen(Refused):
    """Something must be finished first."""


class TooMany(Refused):
    """A case holds a bounded number of each thing."""


class Stale(Refused):
    """Somebody changed the case since it was read; `kinds` are the changes since then."""

    def __init__(self, read: int, now: int, kinds: tuple[str, ...] = ()) -> None:
        super().__init__(
            f"Hồ sơ đã thay đổi từ phiên bản {read} sang {now} sau khi anh/chị mở. Xem lại các thay đổi rồi làm lại."
        )
        self.read, self.now, self.kinds = read, now, kinds
