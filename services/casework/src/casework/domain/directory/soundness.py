"""The rules that the rows of a directory keep together, checked before anything is loaded or imported."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from casework.domain.directory.body import Body
from casework.domain.directory.coverage import holes, overlaps
from casework.domain.directory.faults import DirectoryUnsound, Fault
from casework.domain.directory.lookup import Directory
from casework.domain.directory.single_rows import faults_alone


def sound(bodies: Sequence[Body]) -> Directory:
    """Raises DirectoryUnsound with every fault that was found."""
    if faults := faults_of(bodies):
        raise DirectoryUnsound(faults)
    return Directory(bodies)


def faults_of(bodies: Sequence[Body]) -> list[Fault]:
    """How rows fit together is asked only of rows that are right by themselves."""
    return faults_alone(bodies) or [*_chains(bodies), *overlaps(bodies), *holes(bodies)]


def _chains(bodies: Sequence[Body]) -> Iterator[Fault]:
    by_id = {body.id: body for body in bodies}
    for body in bodies:
        if not body.successor_id or body.valid_to is None:
            continue
        if _comes_back(body, by_id):
            cure = "Sửa successor_id để chuỗi kế thừa có điểm cuối."
            yield Fault("cycle", body.id, "successor_id", "Chuỗi kế thừa quay lại chính đơn vị này.", cure)
        elif not by_id[body.successor_id].exists_on(next_day := body.valid_to + timedelta(days=1)):
            problem = f"“{body.successor_id}” không tồn tại ngày {next_day:%d/%m/%Y}: vụ việc của ngày đó không ai giữ."
            yield Fault("late-successor", body.id, "successor_id", problem, "Nối liền ngày của hai dòng.")


def _comes_back(body: Body, by_id: Mapping[str, Body]) -> bool:
    seen, current = set[str](), body
    while current.successor_id and current.id not in seen:
        seen.add(current.id)
        current = by_id[current.successor_id]
    return current.id == body.id and bool(seen)
