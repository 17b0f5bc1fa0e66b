"""Items wait on the disk until all have come: a million of them would need a gigabyte of memory."""

from array import array
from collections.abc import Iterator
from tempfile import TemporaryFile
from types import TracebackType

from classify.grouping.item import Id, Item, place
from classify.grouping.packing import pack, unpack


class Spool:
    """Takes items in any order and gives them back oldest first. Its file goes away with it."""

    def __init__(self) -> None:
        self._file = TemporaryFile("w+b")  # noqa: SIM115  # closed by __exit__
        self._ends = array("Q", [0])
        self._times = array("d")
        self.ids: list[Id] = []
        """In the order in which they came."""

    def __enter__(self) -> "Spool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def put(self, item: Item) -> None:
        packed = pack(item)
        self._file.write(packed)
        self._ends.append(self._ends[-1] + len(packed))
        self._times.append(item.at)
        self.ids.append(item.id)

    def oldest_first(self) -> Iterator[tuple[int, Item]]:
        """Each with the number, from 0, as which it came."""
        for number in sorted(range(len(self.ids)), key=self._place):
            self._file.seek(self._ends[number])
            yield number, unpack(self.ids[number], self._file.read(self._ends[number + 1] - self._ends[number]))

    def _place(self, number: int) -> tuple[float, str, str]:
        return place(self._times[number], self.ids[number])
