"""Places that a form names and nobody knows: said before anything is filed."""

from casework.domain.communes import Communes


def unknown_places(typed: str, communes: Communes) -> list[str]:
    """The lines that are no commune of the province."""
    return [line.strip() for line in typed.splitlines() if line.strip() and communes.find(line) is None]


def told_of(unknown: list[str], communes: Communes) -> str:
    """What each may have meant, and how to go on."""
    said = " ".join(_told(place, communes.near(place)) for place in unknown)
    return f"{said} Sửa lại; nếu đúng là nơi khác, gửi lại để giữ như đã ghi: đơn vị sẽ không được đề xuất theo nơi đó."


def _told(place: str, near: list[str]) -> str:
    unknown = f"“{place}” không phải xã, phường của tỉnh"
    return f"{unknown}; có phải {' hay '.join(near)}?" if near else f"{unknown}."
