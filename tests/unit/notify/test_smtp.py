"""What a mail server's answer means for a notice."""

import asyncio
from email.message import Message
from typing import Any, ClassVar

import aiosmtplib
import pytest

from notify.channels import smtp as smtp_module
from notify.channels.letterbox import Letterbox
from notify.channels.smtp import Smtp
from notify.domain import BOUNCED, POSTPONED, SENT, Outcome
from notify.settings import Settings
from notify.testing import AT, a_notice


class Server:
    """Stands in for aiosmtplib.SMTP; `answers` are given in turn, an exception is raised."""

    made: ClassVar[list["Server"]] = []
    answers: ClassVar[list[Exception | str]] = []
    at_connect: ClassVar[list[Exception]] = []

    def __init__(self, **options: Any) -> None:
        self.options = options
        self.is_connected = False
        self.connects = 0
        self.sent: list[Message] = []
        Server.made.append(self)

    async def connect(self) -> None:
        self.connects += 1
        if Server.at_connect:
            raise Server.at_connect.pop(0)
        self.is_connected = True

    async def send_message(self, message: Message) -> tuple[dict[str, Any], str]:
        answer = Server.answers.pop(0) if Server.answers else "2.0.0 queued"
        if isinstance(answer, Exception):
            raise answer
        self.sent.append(message)
        return {}, answer

    async def quit(self) -> None:
        self.is_connected = False

    def close(self) -> None:
        self.is_connected = False


@pytest.fixture(autouse=True)
def server(monkeypatch: pytest.MonkeyPatch) -> type[Server]:
    Server.made, Server.answers, Server.at_connect = [], [], []
    monkeypatch.setattr(smtp_module.aiosmtplib, "SMTP", Server)
    return Server


async def started(**settings: Any) -> Smtp:
    wanted = Settings(**({"smtp_connections": 1} | settings))
    smtp = Smtp(wanted, Letterbox(wanted), lambda: AT)
    await smtp.start()
    return smtp


async def outcome(**notice: Any) -> Outcome:
    return await (await started()).deliver(a_notice(**notice))


async def test_what_the_server_takes_is_sent_in_its_own_words() -> None:
    ended = await outcome()
    assert (ended.state, ended.detail, ended.at) == (SENT, "2.0.0 queued", AT)


def refused(*codes: int) -> aiosmtplib.SMTPRecipientsRefused:
    return aiosmtplib.SMTPRecipientsRefused(
        [aiosmtplib.SMTPRecipientRefused(code, f"{code} said", "a@b.example") for code in codes]
    )


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (refused(550), BOUNCED),
        (refused(553), BOUNCED),
        (refused(450), POSTPONED),
        (refused(450, 550), POSTPONED),
        (aiosmtplib.SMTPDataError(554, "spam"), BOUNCED),
        (aiosmtplib.SMTPDataError(451, "later"), POSTPONED),
        (aiosmtplib.SMTPSenderRefused(550, "who are you", "hai-chieu@ldld-laocai.example"), POSTPONED),
        (aiosmtplib.SMTPSenderRefused(451, "later", "hai-chieu@ldld-laocai.example"), POSTPONED),
        (aiosmtplib.SMTPServerDisconnected("gone"), POSTPONED),
        (aiosmtplib.SMTPReadTimeoutError("slow"), POSTPONED),
        (ConnectionResetError("reset"), POSTPONED),
        (ValueError("no recipients"), BOUNCED),
        (IndexError("the email package on a malformed address"), BOUNCED),
    ],
    ids=repr,
)
async def test_each_answer_has_its_verdict(server: type[Server], answer: Exception, state: str) -> None:
    server.answers.append(answer)
    ended = await outcome()
    assert ended.state == state
    assert ended.detail


@pytest.mark.parametrize(
    "failure",
    [
        aiosmtplib.SMTPAuthenticationError(535, "bad password"),
        aiosmtplib.SMTPConnectResponseError(554, "no service here"),
        aiosmtplib.SMTPHeloError(550, "no"),
        aiosmtplib.SMTPNotSupported("no STARTTLS"),
        aiosmtplib.SMTPConnectError("refused"),
        OSError("name unknown"),
    ],
    ids=repr,
)
async def test_what_is_wrong_with_our_own_settings_bounces_no_notice(server: type[Server], failure: Exception) -> None:
    server.at_connect.append(failure)
    assert (await outcome()).state == POSTPONED


async def test_the_servers_words_are_kept(server: type[Server]) -> None:
    server.answers += [refused(550), aiosmtplib.SMTPDataError(554, "5.7.1 spam")]
    assert "550 said" in (await outcome()).detail
    assert (await outcome()).detail == "554 5.7.1 spam"


@pytest.mark.parametrize("address", ["", "a@", "<", '"', "@", "công đoàn", "đ@cong-doan.example"])
async def test_an_address_of_which_no_mail_can_be_made_bounces_and_harms_no_neighbour(address: str) -> None:
    smtp = await started()
    ended = [await smtp.deliver(notice) for notice in (a_notice(id="bad", address=address), a_notice(id="good"))]
    assert [one.state for one in ended] == [BOUNCED, SENT]


async def test_one_connection_serves_many_notices(server: type[Server]) -> None:
    smtp = await started()
    ended = await asyncio.gather(*(smtp.deliver(a_notice(id=f"n{number}")) for number in range(5)))
    assert [one.notice.id for one in ended] == [f"n{number}" for number in range(5)]
    (client,) = server.made
    assert (client.connects, len(client.sent)) == (1, 5)


async def test_after_a_lost_connection_the_next_notice_connects_anew(server: type[Server]) -> None:
    server.answers.append(aiosmtplib.SMTPServerDisconnected("gone"))
    smtp = await started()
    ended = [(await smtp.deliver(a_notice())).state for _ in range(2)]
    assert ended == [POSTPONED, SENT]
    assert server.made[0].connects == 2


async def test_nothing_is_connected_before_there_is_mail_and_everything_is_closed_at_the_end(
    server: type[Server],
) -> None:
    smtp = await started(smtp_connections=3)
    assert [client.connects for client in server.made] == [0, 0, 0]
    await smtp.deliver(a_notice())
    await smtp.stop()
    assert not any(client.is_connected for client in server.made)


@pytest.mark.parametrize(
    ("host", "wanted", "demanded"),
    [("mail.example", True, True), ("mail.example", False, None), ("127.0.0.1", True, None), ("localhost", True, None)],
)
async def test_starttls_is_demanded_of_every_server_but_our_own(
    server: type[Server], host: str, wanted: bool, demanded: bool | None
) -> None:
    await started(smtp_host=host, smtp_starttls=wanted, smtp_user="u", smtp_password="geheim")
    options = server.made[0].options
    assert options["start_tls"] is demanded
    assert (options["hostname"], options["username"], options["password"]) == (host, "u", "geheim")
