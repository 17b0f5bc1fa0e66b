"""The state that people's steps make of a case."""

from dataclasses import dataclass, replace
from typing import TypeVar

from casework.domain.life.parts import Action, Conclusion, Finding, Link, Request
from casework.domain.life.refusals import Missing, TooMany
from casework.domain.life.stages import Level, Stage

MOST_PARTS = 200
"""Of findings, actions, requests and links each: a case is one document."""

Part = TypeVar("Part", Finding, Action, Request)
NAMES = {Finding: "phát hiện", Action: "việc khắc phục", Request: "yêu cầu gửi cơ quan báo chí"}


@dataclass(frozen=True, slots=True)
class Life:
    """`conclusion` is a proposal until it is approved; `earlier` are those of before a reopening."""

    stage: Stage
    findings: tuple[Finding, ...] = ()
    conclusion: Conclusion | None = None
    earlier: tuple[Conclusion, ...] = ()
    actions: tuple[Action, ...] = ()
    requests: tuple[Request, ...] = ()
    links: tuple[Link, ...] = ()
    level: Level = "normal"
    merged_into: str = ""
    before_merge: Stage | None = None
    absorbed: tuple[str, ...] = ()
    """Cases that were merged into this one; their publications stay theirs, so that it can be undone."""

    def concluded(self) -> Conclusion:
        if self.conclusion is None:
            raise Missing("Hồ sơ chưa có kết luận. Đề xuất kết luận trước.")
        return self.conclusion

    def action(self, id_: str) -> Action:
        return _find(self.actions, id_, Action)

    def request(self, id_: str) -> Request:
        return _find(self.requests, id_, Request)

    def with_action(self, action: Action) -> "Life":
        return replace(self, actions=_put(self.actions, action))

    def with_request(self, request: Request) -> "Life":
        return replace(self, requests=_put(self.requests, request))

    def with_finding(self, finding: Finding) -> "Life":
        return replace(self, findings=_put(self.findings, finding))


def _find(parts: tuple[Part, ...], id_: str, kind: type[Part]) -> Part:
    for part in parts:
        if part.id == id_:
            return part
    raise Missing(f"Hồ sơ không có {NAMES[kind]} “{id_}”. Tải lại hồ sơ và chọn trong danh sách.")


def _put(parts: tuple[Part, ...], new: Part) -> tuple[Part, ...]:
    kept = {part.id: part for part in parts} | {new.id: new}
    if len(kept) > MOST_PARTS:
        raise TooMany(f"Một hồ sơ có tối đa {MOST_PARTS} {NAMES[type(new)]}. Tách hồ sơ hoặc gộp các mục.")
    return tuple(kept.values())
