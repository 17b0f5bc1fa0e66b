"""The table of bodies as CSV text, for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from casework.domain.directory.body import Body
from casework.domain.directory.columns import COLUMNS, OPTIONAL, body_of, row_of
from casework.domain.directory.faults import DirectoryUnsound, Fault
from casework.domain.directory.roles import ROLES


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file says, and on which line it says it."""

    bodies: tuple[Body, ...]
    lines: Mapping[str, int]


def write(bodies: Sequence[Body]) -> str:
    """Provincial federations first, then units, and so on; the same bodies give the same text."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(row_of, in_order(bodies)))
    return out.getvalue()


def in_order(bodies: Sequence[Body]) -> list[Body]:
    return sorted(bodies, key=lambda body: (ROLES.index(body.kind), body.id))


def read(text: str) -> Sheet:
    """Cells are divided by commas, or by semicolons, as a Vietnamese Excel does. Raises DirectoryUnsound."""
    rows = _rows(text)
    _, names = next(rows, (1, []))
    header = [name.strip() for name in names]
    if faults := list(_faults_of_header(header)):
        raise DirectoryUnsound(faults)
    return _sheet(header, rows)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, each with its line."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        yield from ((rows.line_num, cells) for cells in rows if any(cells))
    except csv.Error as error:
        cure = "Mở tệp bằng bảng tính và lưu lại dạng CSV UTF-8."
        fault = Fault("bad-file", "", "", f"Không phải CSV ({error}).", cure, rows.line_num)
        raise DirectoryUnsound([fault]) from error


def _delimiter(text: str) -> str:
    header = text.split("\n", 1)[0]
    return ";" if header.count(";") > header.count(",") else ","


def _sheet(header: Sequence[str], rows: Iterable[tuple[int, list[str]]]) -> Sheet:
    bodies: dict[str, Body] = {}
    lines: dict[str, int] = {}
    faults: list[Fault] = []
    for line, cells in rows:
        body = _body(header, cells, line)
        if not isinstance(body, Body):
            faults += body
        elif body.id in bodies:
            problem = f"Mã này đã dùng ở dòng {lines[body.id]}."
            faults.append(Fault("duplicate-id", body.id, "id", problem, "Đặt mã riêng cho từng dòng.", line))
        else:
            bodies[body.id], lines[body.id] = body, line
    if faults:
        raise DirectoryUnsound(faults)
    return Sheet(tuple(bodies.values()), lines)


def _faults_of_header(header: Sequence[str]) -> Iterator[Fault]:
    cure = f"Giữ dòng đầu như `haichieu bodies export` ghi ra: {', '.join(COLUMNS)}."
    for column in sorted(set(COLUMNS) - OPTIONAL - set(header)):
        yield Fault("bad-file", "", column, "Thiếu cột này.", cure, 1)
    for column in dict.fromkeys(header):
        if column not in COLUMNS:
            yield Fault("bad-file", "", column, "Không có cột này.", cure, 1)
        elif header.count(column) > 1:
            yield Fault("bad-file", "", column, "Cột lặp lại.", cure, 1)


def _body(header: Sequence[str], cells: Sequence[str], line: int) -> Body | list[Fault]:
    if len(cells) != len(header):
        problem = f"Có {len(cells)} ô, dòng đầu có {len(header)}."
        return [Fault("bad-file", cells[0].strip(), "", problem, "Đặt ô có dấu phân cách trong ngoặc kép.", line)]
    return body_of(dict(zip(header, cells, strict=True)), line)
