"""Why a letter of a case cannot be made or taken further. Nothing has changed then."""

from casework.letters.refusals import Refusal


class NotThere(Exception):
    """No such letter or case, or none that whoever asks may see."""


class CannotWrite(Refusal):
    """The case, the directory or the issuer lacks something that this letter stands on; `field`: where its writer can
    say it, as `correspondence.own` names it."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class TooManyLetters(Refusal):
    """A case holds a bounded number."""


class DocumentDamaged(Refusal):
    """The bytes that were signed are not those any more."""


class StaleLetter(Refusal):
    """Somebody changed the letter since it was read; `kinds` are the steps since then."""

    def __init__(self, read: int, now: int, kinds: tuple[str, ...] = ()) -> None:
        super().__init__(
            f"Văn bản đã thay đổi từ phiên bản {read} sang {now} sau khi anh/chị mở. Xem lại các bước rồi làm lại."
        )
        self.read, self.now, self.kinds = read, now, kinds
