"""A unit's half-year report: its counts, then its own words."""

from datetime import datetime, time

from casework.domain.clocks.phrases import VIETNAM
from casework.domain.reporting.figures import FIGURES
from casework.letters.dates import long_day, long_moment
from casework.letters.draft import Draft, Tables
from casework.letters.frame import framed
from casework.letters.report import Figures, ReportCase
from casework.letters.text import paragraphs

PERIOD = "UNIT_REPORT"
PRESS = {
    "press_questions": "Câu hỏi của báo chí đã nhận",
    "press_answers": "Câu hỏi của báo chí đã trả lời",
}
NOON = time(12)


def report_draft(case: ReportCase, tables: Tables) -> Draft:
    through = f" (qua {case.through})" if case.through else ""
    draft = framed(case, tables, "report", [f"{case.to}{through}"], case.copies)
    draft.fields |= {
        "report_to": case.to,
        "period": {"first": long_day(case.period.first), "last": long_day(case.period.last)},
        "figures": _rows(case),
        "counted_at": long_moment(case.counted_at) if case.counted_at else "",
        "results": paragraphs(case.results),
        "difficulties": paragraphs(case.difficulties),
        "proposals": paragraphs(case.proposals),
    }
    _compare_period(case, tables, draft)
    return draft


def _compare_period(case: ReportCase, tables: Tables, draft: Draft) -> None:
    """The instruction gives no dates: the windows are configuration, and a different one is worth a word."""
    due = tables.clocks.single(PERIOD, datetime.combine(case.period.last, NOON, VIETNAM))
    draft.due(due)
    if due.at and due.at.date() != case.period.last:
        draft.notes.append(
            f"Kỳ báo cáo kết thúc {long_day(case.period.last)}, khác kỳ theo cấu hình ({long_day(due.at.date())})."
        )


def _rows(case: ReportCase) -> list[dict[str, str]]:
    """Without what was not counted; a year before in its own column, a dash where there is none."""
    now, before = _counts(case.figures), dict(_counts(case.year_before)) if case.year_before else {}
    return [
        {"name": name, "count": _said(count), "year_before": _said(before[name]) if name in before else "–"}
        for name, count in now
    ]


def _counts(figures: Figures) -> list[tuple[str, int]]:
    counted = [(words, getattr(figures, name)) for name, words in {**FIGURES, **PRESS}.items()]
    topics = [(f"Vụ việc về: {topic.name}", topic.count) for topic in figures.topics]
    return [(words, count) for words, count in counted if count is not None] + topics


def _said(count: int) -> str:
    return f"{count:,}".replace(",", ".")
