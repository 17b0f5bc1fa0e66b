"""A unit's half-year report: its counts, then its own words."""

from datetime import datetime, time

from casework.domain.clocks.phrases import VIETNAM
from casework.letters.dates import long_day
from casework.letters.draft import Draft, Tables
from casework.letters.frame import framed
from casework.letters.report import Figures, ReportCase
from casework.letters.text import paragraphs

PERIOD = "UNIT_REPORT"
NOON = time(12)


def report_draft(case: ReportCase, tables: Tables) -> Draft:
    through = f" (qua {case.through})" if case.through else ""
    draft = framed(case, tables, "report", [f"{case.to}{through}"], case.copies)
    draft.fields |= {
        "report_to": case.to,
        "period": {"first": long_day(case.period.first), "last": long_day(case.period.last)},
        "figures": [{"name": name, "count": f"{count:,}".replace(",", ".")} for name, count in _counts(case.figures)],
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


def _counts(figures: Figures) -> tuple[tuple[str, int], ...]:
    return (
        ("Tin, bài liên quan đã ghi nhận", figures.publications),
        ("Vụ việc đã mở", figures.cases),
        ("Trong đó: báo chí, mạng xã hội phản ánh đúng", figures.accurate),
        ("Phản ánh đúng một phần", figures.partly),
        ("Phản ánh không đúng", figures.inaccurate),
        ("Không xác minh được", figures.unverifiable),
        ("Đang xác minh, xử lý", figures.open),
        ("Xác minh xong trong hạn nội bộ", figures.verified_in_time),
        ("Biện pháp khắc phục đã đề ra", figures.remedies_planned),
        ("Biện pháp khắc phục đã hoàn thành", figures.remedies_done),
        ("Văn bản phản hồi, đề nghị cải chính đã gửi", figures.requests_sent),
        ("Đã cải chính, xin lỗi", figures.corrected),
        ("Đã đăng ý kiến phản hồi", figures.replies_published),
        ("Cơ quan báo chí từ chối có nêu lý do", figures.refused),
        ("Chưa có hồi âm", figures.silent),
        ("Câu hỏi của báo chí đã nhận", figures.press_questions),
        ("Câu hỏi của báo chí đã trả lời", figures.press_answers),
    )
