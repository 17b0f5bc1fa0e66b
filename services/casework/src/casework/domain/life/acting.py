"""After the conclusion: remedies of what the press got right, requests for what it got wrong; both equally near."""

from dataclasses import replace

from casework.domain.clocks.vocabulary import MEDIA
from casework.domain.life.commands import (
    CompleteAction,
    DropAction,
    EscalateRequest,
    OpenRequest,
    PlanAction,
    RecordOutcome,
    SendRequest,
    SettleRequest,
    WithdrawRequest,
)
from casework.domain.life.guards import Scene, text
from casework.domain.life.life import Life
from casework.domain.life.parts import Action, Heard, Request
from casework.domain.life.refusals import Missing, WrongStage
from casework.domain.life.stages import (
    PRESS_WAS_RIGHT,
    PRESS_WAS_WRONG,
    REQUEST_STATE_NAMES,
    VERDICT_NAMES,
    RequestState,
)
from casework.domain.life.step import Step, staged
from casework.domain.life.verifying import DESK, LEADERS, UNIT_OR_DESK
from casework.domain.roles import Role

ACTING = staged("acting")
MOST_HEARD = 50
"""Of outcomes of one request: a case is one document."""


def plan_action(life: Life, command: PlanAction, scene: Scene) -> Life:
    verdict = life.concluded().verdict
    if verdict not in PRESS_WAS_RIGHT:
        raise WrongStage(f"Kết luận là “{VERDICT_NAMES[verdict]}”: không có điều gì báo nêu đúng để khắc phục.")
    if any(known.id == command.id for known in life.actions):
        raise Missing(f"Việc khắc phục “{command.id}” đã có. Dùng một mã khác.")
    title, owner = text(command.title, "nội dung việc khắc phục"), text(command.owner, "người phụ trách")
    planned = Action(command.id, title, owner, command.due, scene.actor.account, planned_at=scene.now)
    return life.with_action(planned)


def complete_action(life: Life, command: CompleteAction, scene: Scene) -> Life:
    action = _open_action(life, command.id)
    proof = text(command.proof, "bằng chứng đã khắc phục")
    return life.with_action(replace(action, done_at=scene.now, proof=proof))


def drop_action(life: Life, command: DropAction, scene: Scene) -> Life:
    action = _open_action(life, command.id)
    return life.with_action(replace(action, dropped=text(command.reason, "lý do không làm"), dropped_at=scene.now))


def _open_action(life: Life, id_: str) -> Action:
    action = life.action(id_)
    if not action.open:
        raise WrongStage(f"Việc khắc phục “{action.title}” đã xong hoặc đã bỏ.")
    return action


def open_request(life: Life, command: OpenRequest, scene: Scene) -> Life:
    """One open request per publication and track: each outlet answers for its own."""
    conclusion = life.concluded()
    if conclusion.verdict not in PRESS_WAS_WRONG:
        raise WrongStage(
            f"Kết luận là “{VERDICT_NAMES[conclusion.verdict]}”: không có căn cứ yêu cầu phản hồi hay cải chính."
        )
    if command.track == "correction" and not conclusion.competent_body:
        raise Missing(
            "Yêu cầu cải chính cần kết luận bằng văn bản của cơ quan có thẩm quyền; chưa có thì dùng quyền phản hồi."
        )
    if command.medium not in MEDIA:
        raise Missing(f"Không có loại hình “{command.medium}”. Các loại hình: {', '.join(sorted(MEDIA))}.")
    if command.publication_id not in scene.publications:
        raise Missing("Bài này không thuộc hồ sơ. Chọn một bài trong danh sách của hồ sơ.")
    asked = (command.publication_id, command.track)
    if any(known.open and (known.publication_id, known.track) == asked for known in life.requests):
        raise Missing("Bài này đã có một yêu cầu đang mở. Theo dõi yêu cầu đó, hoặc kết thúc nó trước.")
    if any(known.id == command.id for known in life.requests):
        raise Missing(f"Yêu cầu “{command.id}” đã có. Dùng một mã khác.")
    account = scene.actor.account
    return life.with_request(Request(command.id, command.publication_id, command.track, command.medium, account))


def send_request(life: Life, command: SendRequest, scene: Scene) -> Life:
    request = _in_state(life.request(command.id), "drafted", doing="ghi nhận đã gửi")
    number = text(command.letter_number, "số văn bản")
    if command.received_at > scene.now:
        raise Missing("Thời điểm cơ quan báo chí nhận không thể ở tương lai. Kiểm tra lại ngày giờ.")
    sent = replace(request, state="sent", letter_number=number, received_at=command.received_at, sent_at=scene.now)
    return life.with_request(sent)


def record_outcome(life: Life, command: RecordOutcome, scene: Scene) -> Life:
    request = _in_state(life.request(command.id), "sent", "escalated", "answered", doing="ghi kết quả của báo")
    if command.outcome in ("published", "partial"):
        text(command.proof, "bằng chứng đã đăng")
    if command.outcome == "refused":
        text(command.reason, "lý do từ chối mà cơ quan báo chí nêu")
    proof, heard = command.proof.strip(), (*request.heard, Heard(command.outcome, scene.now))
    return life.with_request(
        replace(request, state="answered", outcome=command.outcome, proof=proof, heard=heard[-MOST_HEARD:])
    )


def escalate_request(life: Life, command: EscalateRequest, _: Scene) -> Life:
    request = _in_state(life.request(command.id), "sent", "answered", "escalated", doing="chuyển lên cấp trên")
    if request.outcome == "published":
        raise WrongStage("Cơ quan báo chí đã đăng đúng yêu cầu: không có gì để chuyển lên cấp trên.")
    to = text(command.to, "nơi được chuyển đến")
    if to in request.escalated_to:
        raise Missing(f"Đã chuyển đến {to}. Chọn cấp tiếp theo.")
    return life.with_request(replace(request, state="escalated", escalated_to=(*request.escalated_to, to)))


def settle_request(life: Life, command: SettleRequest, _: Scene) -> Life:
    request = _in_state(life.request(command.id), "answered", "escalated", doing="kết thúc yêu cầu")
    if request.outcome != "published":
        text(command.reason, "lý do kết thúc khi chưa được đăng đúng yêu cầu")
    return life.with_request(replace(request, state="settled"))


def withdraw_request(life: Life, command: WithdrawRequest, _: Scene) -> Life:
    request = _in_state(life.request(command.id), "drafted", doing="rút yêu cầu")
    text(command.reason, "lý do rút")
    return life.with_request(replace(request, state="withdrawn"))


def _in_state(request: Request, *states: RequestState, doing: str) -> Request:
    if request.state not in states:
        raise WrongStage(f"Không thể {doing}: yêu cầu này đang ở trạng thái “{REQUEST_STATE_NAMES[request.state]}”.")
    return request


STEPS = [
    Step(PlanAction, ACTING, UNIT_OR_DESK, "lập việc khắc phục", plan_action),
    Step(CompleteAction, ACTING, UNIT_OR_DESK, "ghi việc đã xong", complete_action),
    Step(DropAction, ACTING, LEADERS, "bỏ việc khắc phục", drop_action),
    Step(OpenRequest, ACTING, DESK, "lập yêu cầu gửi cơ quan báo chí", open_request),
    Step(SendRequest, ACTING, DESK, "ghi nhận đã gửi", send_request),
    Step(RecordOutcome, ACTING, DESK | {Role.SERVICE}, "ghi kết quả của báo", record_outcome),
    Step(EscalateRequest, ACTING, LEADERS, "chuyển lên cấp trên", escalate_request),
    Step(SettleRequest, ACTING, DESK, "kết thúc yêu cầu", settle_request),
    Step(WithdrawRequest, ACTING, DESK, "rút yêu cầu", withdraw_request),
]
