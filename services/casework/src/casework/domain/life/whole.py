"""What happens to the case as a whole: closed, reopened, merged, split, linked, kept to fewer eyes."""

from dataclasses import replace

from casework.domain.life.commands import Close, LinkCase, MergeInto, Reopen, SetLevel, Split, UnlinkCase, Unmerge
from casework.domain.life.guards import Scene, text
from casework.domain.life.life import MOST_PARTS, Life
from casework.domain.life.parts import Link
from casework.domain.life.refusals import Missing, StillOpen, TooMany
from casework.domain.life.splitting import split
from casework.domain.life.stages import EDITABLE, PRESS_WAS_RIGHT, PRESS_WAS_WRONG
from casework.domain.life.step import Step, staged
from casework.domain.life.verifying import DESK, LEADERS


def close(life: Life, command: Close, _: Scene) -> Life:
    """What the conclusion calls for is done, or a leader says why not."""
    if open_actions := [action.title for action in life.actions if action.open]:
        raise StillOpen(f"Còn việc khắc phục chưa xong: {'; '.join(open_actions[:5])}. Hoàn thành hoặc bỏ có lý do.")
    if any(request.open for request in life.requests):
        raise StillOpen("Còn yêu cầu gửi cơ quan báo chí chưa kết thúc. Kết thúc hoặc rút từng yêu cầu trước.")
    verdict = life.conclusion.verdict if life.conclusion else ""
    done = any(action.done_at for action in life.actions)
    asked = any(request.state == "settled" for request in life.requests)
    if (verdict in PRESS_WAS_RIGHT and not done) or (verdict in PRESS_WAS_WRONG and not asked):
        text(command.reason, "lý do đóng khi chưa khắc phục hoặc chưa yêu cầu phản hồi")
    if verdict == "unverifiable":
        text(command.reason, "lý do đóng hồ sơ không xác minh được")
    return replace(life, stage="closed")


def reopen(life: Life, command: Reopen, _: Scene) -> Life:
    text(command.reason, "lý do mở lại")
    earlier = (*life.earlier, life.conclusion) if life.conclusion else life.earlier
    return replace(life, stage="verifying", conclusion=None, earlier=earlier)


def set_level(life: Life, command: SetLevel, _: Scene) -> Life:
    if command.level == life.level:
        raise Missing("Hồ sơ đã ở mức bảo mật này.")
    text(command.reason, "lý do đổi mức bảo mật")
    return replace(life, level=command.level)


def link_case(life: Life, command: LinkCase, scene: Scene) -> Life:
    why = text(command.reason, "lý do liên kết")
    if command.case_id == scene.case_id or any(link.case_id == command.case_id for link in life.links):
        raise Missing("Hồ sơ đã liên kết với hồ sơ này, hoặc đây là chính nó.")
    if len(life.links) >= MOST_PARTS:
        raise TooMany(f"Một hồ sơ có tối đa {MOST_PARTS} liên kết.")
    return replace(life, links=(*life.links, Link(command.case_id, why)))


def unlink_case(life: Life, command: UnlinkCase, _: Scene) -> Life:
    left = tuple(link for link in life.links if link.case_id != command.case_id)
    if left == life.links:
        raise Missing("Hai hồ sơ này không liên kết với nhau.")
    return replace(life, links=left)


def merge_into(life: Life, command: MergeInto, scene: Scene) -> Life:
    """Only before a conclusion counts: what has been decided and asked stays its own case, and is linked."""
    text(command.reason, "lý do nhập vào hồ sơ khác")
    if command.case_id == scene.case_id:
        raise Missing("Không thể nhập hồ sơ vào chính nó.")
    return replace(life, stage="merged", merged_into=command.case_id, before_merge=life.stage)


def unmerge(life: Life, command: Unmerge, _: Scene) -> Life:
    text(command.reason, "lý do tách lại")
    if life.before_merge is None:
        raise Missing("Hồ sơ này chưa được nhập vào hồ sơ nào.")
    return replace(life, stage=life.before_merge, merged_into="", before_merge=None)


ANY = EDITABLE | {"closed", "dismissed"}
STEPS = [
    Step(Close, staged("acting"), LEADERS, "đóng hồ sơ", close),
    Step(Reopen, staged("closed", "dismissed"), DESK, "mở lại hồ sơ", reopen),
    Step(SetLevel, frozenset(ANY), LEADERS, "đổi mức bảo mật", set_level),
    Step(LinkCase, frozenset(ANY), DESK, "liên kết hồ sơ", link_case),
    Step(UnlinkCase, frozenset(ANY), DESK, "bỏ liên kết", unlink_case),
    Step(MergeInto, EDITABLE - {"acting"}, DESK, "nhập vào hồ sơ khác", merge_into),
    Step(Split, EDITABLE, DESK, "tách bài thành hồ sơ mới", split),
    Step(Unmerge, staged("merged"), DESK, "tách lại hồ sơ", unmerge),
]
