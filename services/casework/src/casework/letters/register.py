"""The register of outgoing letters: numbers 1, 2, 3, … per series and year, kept also by a letter that is voided.

Nghị định 30/2020/NĐ-CP Điều 15: unique in the year, beginning again on 1 January. The year is that of Vietnam.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from casework.domain.clocks.phrases import VIETNAM
from casework.letters.refusals import AlreadyVoided, NoReason, NoTimezone, SeriesUnfit

SERIES_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Voiding:
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the register."""

    series: str
    year: int
    number: int
    letter_id: str
    by: str
    at: datetime
    voiding: Voiding | None = None

    @property
    def printed(self) -> str:
        return f"{self.number:02d}"

    def voided(self, reason: str, by: str, at: datetime) -> "Entry":
        """The number stays taken: a gap in the register would have to be explained, a voided line explains itself."""
        if self.voiding is not None:
            raise AlreadyVoided(
                f"Số {self.printed} ({self.series}, {self.year}) đã hủy vì: {self.voiding.reason}. Không hủy lần nữa."
            )
        return replace(self, voiding=Voiding(_reason(reason), by, _zoned(at)))


def next_entry(last: int, series: str, letter_id: str, by: str, at: datetime) -> Entry:
    """`last`: the highest number of the series in that year, 0 when there is none."""
    check_series(series)
    return Entry(series, year_of(at), last + 1, letter_id, by, at)


def year_of(at: datetime) -> int:
    return _zoned(at).astimezone(VIETNAM).year


def check_series(series: str) -> None:
    """A series is a name on paper and a part of a key: LĐLĐ, BC-LĐLĐ."""
    fit = series == series.strip() and 0 < len(series) <= SERIES_LENGTH
    if not fit or ":" in series or not series.isprintable():
        raise SeriesUnfit(f"Sổ văn bản “{series}” không đặt tên được: 1–{SERIES_LENGTH} ký tự, không có dấu hai chấm.")


def _reason(text: str) -> str:
    if not text.strip():
        raise NoReason("Hủy một số văn bản phải nêu lý do.")
    return text.strip()


def _zoned(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise NoTimezone("Thời điểm phải có múi giờ: năm của số văn bản tính theo giờ Việt Nam.")
    return at
