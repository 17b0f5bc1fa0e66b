"""How long things are kept: topics, outboxes, inboxes, parked records. One place, since each leans on the others.

At Tết every office is closed for nine days or more. A service that stopped on the first of them must find its
messages when people are back, and still have time to be mended; so topics keep three weeks.
"""

from datetime import timedelta

TOPICS = timedelta(days=21)
"""`retention.ms`: twice the longest closure, and a few days."""

TOPIC_SEGMENT = timedelta(days=1)
"""`segment.ms`: Kafka deletes whole segments, so a record may stay this much longer than TOPICS. Its own default is a
week, which would make the true retention of a quiet topic four."""

OUTBOX = TOPICS
"""After publishing. A broker that lost its memory is refilled from here, so at least what its topics would have had."""

INBOX = timedelta(days=42)
"""After handling. An event can come again while a topic or an outbox still has it; two weeks and more lie between.
Kafka forgets the offsets of a group that was away for a week, and then all that the topic has comes again: the inbox
absorbs it."""

PARKED_SETTLED = timedelta(days=90)
"""After a person replayed or dropped it: what was decided can be looked up for a quarter. Open ones are kept until
somebody decides, however long that takes. Longer than TOPICS, since the row also tells a repeat from a new record."""
