"""A half-year report as a workbook."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from casework.domain.reporting.by_unit import COLUMNS
from casework.http.api.report_shapes import ReportOut
from casework.http.api.report_sheet import STATES
from casework.http.formats import when

Line = list[str | int]
FORMULA = ("=", "+", "-", "@")
FIGURE_WIDTHS, UNIT_WIDTH = (62, 14, 22, 18), 16


def workbook(report: ReportOut) -> bytes:
    book = Workbook()
    first = book.active
    if not isinstance(first, Worksheet):
        raise TypeError("a new workbook begins with a worksheet")
    first.title = "Số liệu"
    _figures(first, report)
    if report.units:
        _units(book.create_sheet("Theo đơn vị"), report)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _figures(sheet: Worksheet, report: ReportOut) -> None:
    span = f"từ {report.first:%d/%m/%Y} đến hết {report.last:%d/%m/%Y}"
    lines: list[Line] = [
        [f"Báo cáo 6 tháng: {'toàn tỉnh' if report.whole else report.unit_name}, {span}"],
        [f"Số liệu chốt lúc {when(report.cutoff)}; mã SHA-256 {report.sha256}"],
        [_confidential(report.confidential)],
        ["Kỳ báo cáo: ngày bắt đầu, kết thúc chưa được văn bản nào xác nhận (U)."],
        [],
        ["Chỉ tiêu", "Kỳ này", "Cùng kỳ năm trước", "Số vụ việc"],
    ]
    lines += [[one.title, one.count, one.year_before, one.behind] for one in report.figures]
    for line in lines:
        sheet.append(_plain(line))
    _lay_out(sheet, 6, FIGURE_WIDTHS)


def _units(sheet: Worksheet, report: ReportOut) -> None:
    sheet.append(["Đơn vị", *COLUMNS.values(), "Báo cáo của đơn vị"])
    for unit in report.units:
        counts = [unit.counts.get(key, 0) for key in COLUMNS]
        sheet.append(_plain([unit.name, *counts, STATES.get(unit.report, unit.report)]))
    _lay_out(sheet, 1, (46, *(UNIT_WIDTH for _ in COLUMNS), 22))


def _lay_out(sheet: Worksheet, heading: int, widths: tuple[int, ...]) -> None:
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for cell in sheet[heading]:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = f"B{heading + 1}"


def _confidential(count: int) -> str:
    told = f"{count} vụ việc trong số liệu ở mức bảo mật" if count else "Không vụ việc nào trong số liệu ở mức bảo mật"
    return f"{told}; chỉ đếm, không nêu tên."


def _plain(line: Line) -> Line:
    """A name that begins like a formula is a name."""
    return [f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell for cell in line]
