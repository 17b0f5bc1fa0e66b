"""The three ways in which a message can fail; everything else is a bug and is parked after one more try."""


class Failure(Exception):
    """Root of what a handler may raise on purpose."""


class Permanent(Failure):
    """A rule says this message can never be processed: park it, go on with its neighbours."""


class Unreadable(Permanent):
    """The bytes are not the event that the topic promises: park them, they are the sender's fault."""


class Transient(Failure):
    """The surroundings failed (time-out, write conflict, server away): try again, lose nothing."""


class Conflict(Transient):
    """Somebody else wrote the same key meanwhile. Met again at every try it is no race but a fault of the message."""
