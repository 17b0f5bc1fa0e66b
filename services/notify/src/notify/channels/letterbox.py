"""From a notice to a mail: plain text in Vietnamese, headers that a hostile title cannot break."""

import re
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from jinja2 import Environment, PackageLoader, StrictUndefined

from notify.domain import Notice
from notify.settings import Settings
from shared.ops.clock import VIETNAM

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")
SUBJECT_LIMIT = 200


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
        self._templates.filters["day"] = _day

    def compose(self, notice: Notice, now: datetime) -> EmailMessage:
        """The same notice always has the same Message-ID, however often it is sent."""
        message = EmailMessage()
        message["From"] = self._settings.sender
        message["To"] = one_line(notice.address)
        message["Subject"] = one_line(f"[Hai Chiều] Đề nghị xác minh: {notice.case_title}")[:SUBJECT_LIMIT]
        message["Date"] = format_datetime(now.astimezone(VIETNAM))
        message["Message-ID"] = f"<{notice.id}@{self._settings.message_id_domain}>"
        message["Auto-Submitted"] = "auto-generated"
        link = f"{self._settings.console_url}/cases/{notice.case_id}" if self._settings.console_url else ""
        template = self._templates.get_template("verification.txt")
        message.set_content(template.render(notice=notice, link=link, line=one_line), cte="quoted-printable")
        return message


def one_line(text: str) -> str:
    return _UNPRINTABLE.sub(" ", text).strip()


def _day(moment: datetime | None) -> str:
    return moment.astimezone(VIETNAM).strftime("%H:%M ngày %d/%m/%Y") if moment else "không rõ"
