"""Indexes of accounts and what belongs to them."""

from shared.store.client import Index
from shared.store.driver import ASCENDING, IndexModel

PASSING = ("sessions", "devices", "guesses", "answers", "sign_ins")
"""Collections whose rows say themselves until when they are of use."""

ACCESS_INDEXES = (
    Index("accounts", IndexModel([("name", ASCENDING)], unique=True)),
    Index(
        "accounts",
        IndexModel([("subject", ASCENDING)], unique=True, partialFilterExpression={"subject": {"$exists": True}}),
    ),
    Index("service_tokens", IndexModel([("digest", ASCENDING)], unique=True)),
    Index("sessions", IndexModel([("account_id", ASCENDING)])),
    *(Index(name, IndexModel("ends_at", expireAfterSeconds=0)) for name in PASSING),
)
