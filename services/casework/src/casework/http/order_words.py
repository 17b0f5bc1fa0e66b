"""The words of the forms by which people give commands: each field's label and help, by its name."""

from collections.abc import Collection, Mapping

from casework.domain.life import commands as c

HELP: Mapping[type[c.Command], str] = {
    c.Confirm: "Vụ việc thuộc phạm vi theo dõi; đơn vị được giao bắt đầu xác minh.",
    c.Dismiss: "Không thuộc phạm vi theo dõi: hồ sơ được lưu, không xử lý tiếp; có thể mở lại.",
    c.Assign: "Đơn vị mới bắt đầu lại từ bước nhận việc; kết luận đang đề xuất (nếu có) không còn hiệu lực.",
    c.KeepUnit: "Máy không chắc đơn vị nào phụ trách; xác nhận đơn vị đang có hồ sơ xác minh việc này.",
    c.Acknowledge: "Đơn vị đã biết việc và bắt đầu xác minh.",
    c.ReportFinding: "Đã ghi thì không sửa; nếu có sai sót, ghi thêm một kết quả mới.",
    c.ProposeConclusion: "Người khác, là lãnh đạo, sẽ duyệt hoặc trả lại.",
    c.ReturnConclusion: "Hồ sơ trở về bước xác minh.",
    c.ApproveConclusion: "Sau khi duyệt, hồ sơ chuyển sang khắc phục hoặc yêu cầu cơ quan báo chí.",
    c.PlanAction: "Việc cần làm để khắc phục điều báo nêu đúng.",
    c.DropAction: "Việc ở lại trong hồ sơ cùng lý do không làm.",
    c.OpenRequest: "Mỗi bài đăng có yêu cầu, văn bản, thời hạn và kết quả riêng.",
    c.SendRequest: "Chỉ khi văn bản không soạn trong hệ thống; văn bản soạn ở đây thì ghi ở trang của văn bản. "
    "Thời hạn của báo tính từ lúc báo nhận.",
    c.RecordOutcome: "Báo đăng thiếu hoặc không trả lời thì thời hạn của báo vẫn tiếp tục tính.",
    c.EscalateRequest: "Lần lượt: cơ quan chủ quản, cơ quan quản lý nhà nước về báo chí, tòa án.",
    c.SettleRequest: "Không yêu cầu thêm gì ở cơ quan báo chí này.",
    c.WithdrawRequest: "Chỉ rút được khi yêu cầu chưa gửi.",
    c.Close: "Mọi thời hạn của hồ sơ dừng lại; có thể mở lại.",
    c.Reopen: "Hồ sơ trở về bước xác minh; kết luận trước được giữ lại.",
    c.SetLevel: "Quyết định ai được xem hồ sơ này.",
    c.LinkCase: "Hai hồ sơ vẫn riêng, chỉ dẫn tới nhau.",
    c.MergeInto: "Hai hồ sơ là cùng một việc: xử lý tiếp ở hồ sơ kia. Có thể tách lại.",
    c.Unmerge: "Hồ sơ này trở lại bước trước khi nhập.",
}

LABELS: Mapping[str, tuple[str, str]] = {
    "reason": ("Lý do", ""),
    "unit_id": ("Đơn vị", "Các đơn vị đang hoạt động theo danh bạ hôm nay."),
    "text": ("Nội dung xác minh", "Đã làm việc với ai, khi nào, thấy gì."),
    "evidence": ("Chứng cứ", "Mỗi dòng một mục: số văn bản, tên tệp hoặc đường dẫn."),
    "verdict": ("Kết luận", ""),
    "summary": ("Nội dung kết luận", ""),
    "competent_body": (
        "Cơ quan có thẩm quyền đã kết luận bằng văn bản",
        "Bỏ trống nếu chưa có. Có kết luận này mới yêu cầu cải chính được.",
    ),
    "title": ("Việc khắc phục", ""),
    "owner": ("Người phụ trách", "Họ tên, chức vụ hoặc đơn vị."),
    "due": ("Hạn hoàn thành", ""),
    "proof": ("Bằng chứng", "Số văn bản, đường dẫn hoặc tên tệp ảnh chụp."),
    "publication_id": ("Bài đăng", ""),
    "publication_ids": ("Các bài được tách", "Bài đã có yêu cầu gửi cơ quan báo chí thì ở lại hồ sơ này."),
    "track": ("Loại yêu cầu", "Cải chính cần kết luận bằng văn bản của cơ quan có thẩm quyền."),
    "medium": ("Loại hình", "Quyết định thời hạn theo luật của cơ quan báo chí."),
    "letter_number": ("Số văn bản", "Ví dụ: 05/LĐLĐ."),
    "received_at": ("Cơ quan báo chí nhận lúc", "Theo giờ Việt Nam."),
    "outcome": ("Kết quả", ""),
    "to": ("Chuyển đến", ""),
    "level": ("Mức bảo mật", ""),
    "case_id": ("Hồ sơ kia", "Dán địa chỉ trang của hồ sơ, hoặc mã hồ sơ."),
    "id": ("Về", ""),
}
SPECIAL: Mapping[tuple[type[c.Command], str], tuple[str, str]] = {
    (c.CompleteAction, "id"): ("Việc khắc phục", ""),
    (c.DropAction, "id"): ("Việc khắc phục", ""),
    (c.UnlinkCase, "case_id"): ("Hồ sơ đang liên kết", ""),
    (c.Split, "unit_id"): ("Đơn vị xác minh hồ sơ mới", "Bỏ trống nếu vẫn là đơn vị của hồ sơ này."),
    (c.MergeInto, "case_id"): ("Hồ sơ nhận", "Dán địa chỉ trang của hồ sơ, hoặc mã hồ sơ."),
    (c.RecordOutcome, "proof"): ("Bằng chứng", "Cần có khi báo đã đăng: đường dẫn, số văn bản hoặc tên tệp ảnh chụp."),
    (c.RecordOutcome, "reason"): ("Lý do", "Cần có khi báo từ chối: lý do mà báo nêu."),
    (c.SettleRequest, "reason"): ("Lý do", "Cần có khi báo chưa đăng đúng yêu cầu."),
    (c.Close, "reason"): (
        "Lý do",
        "Cần có khi chưa khắc phục, chưa yêu cầu cơ quan báo chí, hoặc không xác minh được.",
    ),
}
REQUESTS = ("Yêu cầu", "")
"""What `id` stands for in the other commands that are about a part."""

NEEDS_REASON: Collection[type[c.Command]] = (
    c.Dismiss,
    c.ReturnConclusion,
    c.DropAction,
    c.WithdrawRequest,
    c.Reopen,
    c.SetLevel,
    c.LinkCase,
    c.MergeInto,
    c.Split,
    c.Unmerge,
)
"""Never taken without one; others only in some cases, which their steps know."""
ASIDE: Collection[type[c.Command]] = (c.SetLevel, c.LinkCase, c.UnlinkCase, c.MergeInto, c.Split)
"""About the file and not the matter: shown after the others."""
