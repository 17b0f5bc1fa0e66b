"""Publications leave a case for one of their own."""

from dataclasses import replace

from casework.domain.life.commands import Split
from casework.domain.life.guards import Scene, text
from casework.domain.life.life import MOST_PARTS, Life
from casework.domain.life.parts import Link, Request
from casework.domain.life.refusals import Missing, StillOpen, TooMany, WrongStage


def split(life: Life, command: Split, scene: Scene) -> Life:
    """What stays keeps all that was found and decided; it is linked to the new case, which begins anew.

    A publication of which its outlet was asked something stays: letter, clocks and outcome stand on this case's
    conclusion, and the new case has none yet. A request that was not sent is withdrawn first, by whoever splits, so
    that nobody's draft falls silently.
    """
    why = text(command.reason, "lý do tách")
    going = frozenset(command.publication_ids)
    if not going:
        raise Missing("Chưa chọn bài nào để tách. Chọn ít nhất một bài.")
    if not going <= scene.publications:
        raise Missing(
            "Có bài không thuộc hồ sơ này. Tải lại trang và chọn trong danh sách; "
            "bài của một hồ sơ đã nhập vào đây thì tách lại hồ sơ đó."
        )
    if len(going) >= scene.told_count:
        raise Missing("Phải còn ít nhất một bài ở lại hồ sơ này. Bỏ chọn ít nhất một bài.")
    for request in tied(life):
        if request.publication_id in going:
            _refuse(request)
    if len(life.links) >= MOST_PARTS:
        raise TooMany(f"Một hồ sơ có tối đa {MOST_PARTS} liên kết. Bỏ một liên kết không còn cần rồi tách.")
    return replace(life, links=(*life.links, Link(scene.new_id, why)))


def tied(life: Life) -> list[Request]:
    """The requests that keep their publication in the case: all but those that were withdrawn."""
    return [request for request in life.requests if request.state != "withdrawn"]


def _refuse(request: Request) -> None:
    if request.state == "drafted":
        raise StillOpen(
            "Một bài được chọn có yêu cầu đang soạn gửi cơ quan báo chí. Rút yêu cầu đó trước, hoặc bỏ chọn bài này."
        )
    raise WrongStage(
        f"Một bài được chọn đã có văn bản số {request.letter_number} gửi cơ quan báo chí: văn bản, thời hạn và "
        "kết quả thuộc hồ sơ này nên bài phải ở lại. Bỏ chọn bài này; nếu có việc khác, dùng “liên kết hồ sơ”."
    )
