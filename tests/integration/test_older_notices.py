"""What an older notify has accepted is sent by the one that follows it."""

from tests.servers import LIVE, Corner

from notify.channels.letterbox import Letterbox
from notify.domain import AcceptNotice
from notify.settings import Settings
from notify.store import INDEXES, MongoDesk, NotifyWork
from notify.testing import AT, a_notice
from notify.usecases import accept_notices
from shared.kit import Kit

pytestmark = LIVE

NEWER = ("rule_id", "rule_title", "force", "mark", "derivation", "reminder_basis", "remark")


async def test_a_notice_without_the_newer_fields_is_claimed_and_has_its_letter(corner: Corner) -> None:
    kit = Kit("notify", corner.platform(mongo_database=corner.database.name), INDEXES, NotifyWork)
    await kit.store.start()
    try:
        told = a_notice(id="n2", rule_id="INT_VERIFY", derivation=("một", "hai"))
        await accept_notices([AcceptNotice("m1", a_notice(id="n1")), AcceptNotice("m2", told)], kit.work)
        corner.database["notices"].update_one({"_id": "n1"}, {"$unset": dict.fromkeys(NEWER, "")})
        old, new = sorted(await MongoDesk(kit.store, "ours").claim("claim", 10), key=lambda notice: notice.id)
    finally:
        await kit.store.stop()
    assert (old.rule_id, old.derivation, old.attempt) == ("", (), 1)
    letter = Letterbox(Settings()).compose(old, AT).get_payload(decode=True)
    assert isinstance(letter, bytes)
    assert "Đề nghị đơn vị kiểm tra, xác minh" in letter.decode()
    assert (new.rule_id, new.derivation) == ("INT_VERIFY", ("một", "hai"))
