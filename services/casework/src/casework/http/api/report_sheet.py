"""A half-year report as an answer that people go on reckoning with."""

from starlette.responses import Response

from casework.http.api.report_shapes import ReportOut

STATES = {"": "chưa lập", "draft": "đang soạn", "approved": "đã duyệt", "issued": "đã gửi"}
"""Of a unit's own report."""


class Xlsx(Response):
    """A workbook."""

    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_sheet(report: ReportOut) -> Xlsx:
    from casework.http.api.report_book import workbook  # noqa: PLC0415 - openpyxl: only who writes one has it

    name = f"bao-cao-{report.unit_id}-{report.last.isoformat()}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Xlsx(workbook(report), headers=headers)
