"""From a notice to a mail: plain text in Vietnamese, headers that a hostile title cannot break.

Made of the old Message and Header on purpose. EmailMessage (Python 3.11) decodes RFC 2047 words it finds in a title,
line breaks included, loses spaces when it folds Vietnamese, and raises whatever it likes on a malformed address.
"""

import re
from datetime import datetime, time
from email.charset import QP, Charset
from email.header import Header
from email.message import Message
from email.utils import format_datetime, formataddr, getaddresses, parseaddr

from jinja2 import Environment, PackageLoader, StrictUndefined

from notify.domain import VERIFICATION, Notice
from notify.settings import Settings
from shared.ops.clock import VIETNAM

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
SUBJECT_LIMIT = 200
LETTERS = {
    VERIFICATION: ("Đề nghị xác minh", "verification.txt"),
    "reminder": ("Nhắc việc sắp đến hạn", "reminder.txt"),
    "overdue": ("Quá hạn", "overdue.txt"),
    "escalation": ("Báo cáo việc quá hạn", "escalation.txt"),
    "handover": ("Bàn giao hồ sơ", "handover.txt"),
}
"""By kind: how the subject begins, and the template."""
WORDS = {
    "binding": "bắt buộc theo luật",
    "by-instruction": "theo văn bản chỉ đạo",
    "internal": "mục tiêu nội bộ, không phải luật",
    "V": "đã kiểm chứng",
    "V-ocr": "kiểm chứng trên bản quét",
    "V2": "theo nguồn thứ cấp",
    "INF": "suy luận",
    "U": "chưa kiểm chứng",
    "": "không rõ",
}
"""Force and mark of a rule as people read them."""
DAY_END = time(23, 59, 59)
"""A deadline that is a whole day ends so; people read the day."""
_UTF8 = Charset("utf-8")
_UTF8.body_encoding = QP


class NoMail(ValueError):
    """No mail can be made of this notice; its recipient's address must be mended in the directory."""


class Letterbox:
    """Composes; sends nothing."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._templates = Environment(
            loader=PackageLoader("notify", "templates"),
            autoescape=False,  # noqa: S701 - plain text mail, no markup is ever interpreted
            undefined=StrictUndefined,
            trim_blocks=True,
        )
        self._templates.filters |= {
            "day": _day,
            "limit": _limit,
            "line": one_line,
            "say": lambda code: WORDS.get(code, code),
        }

    def compose(self, notice: Notice, now: datetime) -> Message:
        """The same notice always has the same Message-ID, however often it is sent.

        Raises NoMail when there is no address to send it to.
        """
        opening, name = LETTERS[notice.kind]
        subject = one_line(f"[Hai Chiều] {opening}: {notice.case_title}")[:SUBJECT_LIMIT]
        message = Message()
        message["From"] = formataddr(parseaddr(self._settings.sender))
        message["To"] = _recipients(notice.address)
        message["Subject"] = Header(subject, _UTF8, header_name="Subject").encode()
        message["Date"] = format_datetime(now.astimezone(VIETNAM))
        message["Message-ID"] = f"<{one_line(notice.id)}@{self._settings.message_id_domain}>"
        message["Auto-Submitted"] = "auto-generated"
        link = f"{self._settings.console_url}/cases/{notice.case_id}" if self._settings.console_url else ""
        template = self._templates.get_template(name)
        message.set_payload(template.render(notice=notice, link=link, line=one_line), _UTF8)
        return message


def one_line(text: str) -> str:
    return _UNPRINTABLE.sub(" ", text).strip()


def _recipients(addresses: str) -> str:
    found = [formataddr(pair) for pair in getaddresses([one_line(addresses)]) if "@" in pair[1]]
    if not found:
        raise NoMail(f"{addresses[:100]!r} is not an e-mail address")
    return ", ".join(found)


def _day(moment: datetime | None) -> str:
    return moment.astimezone(VIETNAM).strftime("%H:%M ngày %d/%m/%Y") if moment else "không rõ"


def _limit(moment: datetime | None) -> str:
    """A time limit, as people write it."""
    local = moment.astimezone(VIETNAM) if moment else None
    whole_day = local and local.time().replace(microsecond=0) == DAY_END
    return local.strftime("hết ngày %d/%m/%Y") if local and whole_day else _day(moment)
