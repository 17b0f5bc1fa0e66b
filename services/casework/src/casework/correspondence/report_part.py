"""A report's letter, filled in from its frozen figures."""

from dataclasses import dataclass
from typing import Any

from casework.correspondence.matter import Occasion
from casework.correspondence.own import ReportOwn
from casework.correspondence.refusals import CannotWrite
from casework.domain.directory import Body
from casework.domain.reporting.figures import FIGURES, TOPIC, Figure
from casework.domain.reporting.report import Counted, Report
from casework.domain.topics import TOPIC_NAMES


@dataclass(slots=True, kw_only=True)
class ReportMatter(Occasion):
    report: Report
    counted: Counted


def report_part(own: ReportOwn, matter: ReportMatter) -> dict[str, Any]:
    """Raises CannotWrite where nobody is known to whom it goes."""
    press = {"press_questions": own.press_questions, "press_answers": own.press_answers}
    if None in press.values():
        matter.note("Câu hỏi của báo chí không có trong hồ sơ nên không in. Ghi press_questions, press_answers nếu có.")
    matter.note("Số liệu đếm cả vụ việc bảo mật; không vụ việc nào được nêu tên.")
    return {
        "to": own.to or _superior(matter).name,
        "through": own.through,
        "period": {"first": matter.report.period.first.isoformat(), "last": matter.report.period.last.isoformat()},
        "figures": _printed(matter.counted.now) | press,
        "year_before": _printed(matter.counted.year_before),
        "counted_at": matter.report.cutoff.isoformat(),
        "results": own.results,
        "difficulties": own.difficulties,
        "proposals": own.proposals,
        "copies": list(own.copies or ()),
    }


def _superior(matter: ReportMatter) -> Body:
    """The federation, for a unit (letter of 12/08/2022); through which department of it now is a guess of ours."""
    if matter.report.whole:
        raise CannotWrite(
            "Công văn chỉ ghi “báo cáo cấp có thẩm quyền theo quy định”, không nêu nơi nhận báo cáo của tỉnh. "
            "Ghi nơi nhận báo cáo.",
            "to",
        )
    federation = matter.directory.provincial(matter.day)
    if federation.attention:
        matter.note(f"Nơi nhận trong cơ quan: {federation.attention}. {federation.note} Ghi trường through nếu đúng.")
    return federation


def _printed(figures: tuple[Figure, ...]) -> dict[str, Any]:
    counts = {figure.key: figure.count for figure in figures}
    topics = [
        {"name": TOPIC_NAMES.get(topic := key.removeprefix(TOPIC), topic), "count": count}
        for key, count in counts.items()
        if key not in FIGURES
    ]
    return {key: counts[key] for key in FIGURES} | {"topics": topics}
