"""All rules, and which of them holds for a medium on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise

from casework.domain.clocks.media import MEDIUM_NAMES
from casework.domain.clocks.rule import Rule
from casework.domain.clocks.vocabulary import COUNTED, MEDIA


class RulesUnsound(Exception):
    """The rows contradict one another or leave a hole; the message names them and the cure."""


class UnknownRule(Exception):
    """No row has this id."""


class UnknownMedium(Exception):
    """No such medium."""


class NoRule(Exception):
    """The rule exists, but no row covers this medium on this day."""


@dataclass(frozen=True, slots=True)
class Counting:
    """How days are counted, and how sure that is."""

    basis: str
    mark: str


class Rulebook:
    """Raises RulesUnsound unless, for each rule, part and medium, the rows follow one another without gap or overlap.

    `gaps` names rules whose holes are wanted (a law that ended before the next began).
    """

    def __init__(self, rules: Sequence[Rule], counting: Counting, gaps: Iterable[str] = ()) -> None:
        self.counting = counting
        self._rules = tuple(rules)
        _check_quantities(self._rules)
        _check_sequence(self._rules, frozenset(gaps))

    def on(self, day: date) -> list[Rule]:
        return [rule for rule in self._rules if rule.valid_on(day)]

    def rows(self, rule_id: str, part: str) -> list[Rule]:
        """Of any day and medium; none if there is no such duty."""
        return [rule for rule in self._rules if (rule.id, rule.part) == (rule_id, part)]

    def find(self, rule_id: str, medium: str, day: date) -> list[Rule]:
        """One row per part. Raises UnknownRule, UnknownMedium or NoRule, each saying what there is instead."""
        if medium not in MEDIA:
            raise UnknownMedium(f"Không có loại hình “{medium}”. Các loại hình: {', '.join(sorted(MEDIA))}.")
        rows = [rule for rule in self._rules if rule.id == rule_id]
        if not rows:
            known = ", ".join(sorted({rule.id for rule in self._rules}))
            raise UnknownRule(f"Không có quy tắc “{rule_id}”. Các quy tắc: {known}.")
        found = [rule for rule in rows if rule.covers(medium, day)]
        if not found:
            offered = "; ".join(f"{rule.span}: {_media(rule)}" for rule in rows)
            raise NoRule(
                f"Quy tắc “{rows[0].title}” không áp dụng cho {MEDIUM_NAMES[medium]} vào ngày {day:%d/%m/%Y}. "
                f"Có cho: {offered}. Chọn loại hình hoặc ngày khác, hoặc bổ sung dòng vào tệp quy tắc."
            )
        return found


def _media(rule: Rule) -> str:
    return ", ".join(name for medium, name in MEDIUM_NAMES.items() if medium in rule.media) or "mọi loại hình"


def _check_quantities(rules: Sequence[Rule]) -> None:
    for rule in rules:
        if rule.unit in COUNTED and not rule.quantity:
            raise RulesUnsound(f"{rule.label}: đơn vị “{rule.unit}” cần số lượng (quantity) lớn hơn 0.")
        if rule.unit not in COUNTED and rule.quantity:
            raise RulesUnsound(f"{rule.label}: đơn vị “{rule.unit}” không có số lượng; bỏ trường quantity.")
        if rule.unit == "period" and not rule.ends:
            raise RulesUnsound(f"{rule.label}: kỳ báo cáo cần ngày kết thúc (ends), ví dụ “06-14”.")
        if rule.valid_from and rule.valid_to and rule.valid_to < rule.valid_from:
            raise RulesUnsound(f"{rule.label}: ngày hết hiệu lực (to) đứng trước ngày có hiệu lực (from).")


def _check_sequence(rules: Sequence[Rule], gaps: frozenset[str]) -> None:
    def key(pair: tuple[Rule, str]) -> tuple[str, str, str]:
        return pair[0].id, pair[0].part, pair[1]

    pairs = sorted(((rule, medium) for rule in rules for medium in rule.media or MEDIA), key=key)
    for (id_, _, medium), group in groupby(pairs, key=key):
        rows = sorted((rule for rule, _ in group), key=lambda rule: rule.valid_from or date.min)
        for earlier, later in pairwise(rows):
            _check_neighbours(earlier, later, medium, gap_wanted=id_ in gaps)


def _check_neighbours(earlier: Rule, later: Rule, medium: str, *, gap_wanted: bool) -> None:
    start, end = later.valid_from, earlier.valid_to
    if start is None or end is None or start <= end:
        raise RulesUnsound(
            f"{earlier.label} và {later.label} chồng lên nhau đối với “{medium}”: "
            f"đặt ngày hết hiệu lực (to) của dòng trước vào ngay trước ngày có hiệu lực (from) của dòng sau."
        )
    if start - end > timedelta(days=1) and not gap_wanted:
        raise RulesUnsound(
            f"Giữa {earlier.label} và {later.label} không có quy định nào đối với “{medium}”: "
            f"nối liền hai dòng, hoặc ghi {earlier.id} vào mục gaps nếu khoảng trống là đúng luật."
        )
