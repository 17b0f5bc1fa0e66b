"""Questions that a directory cannot answer. Every message names the cure."""

from shared.failures import Permanent


class NoProvincialBody(Exception):
    """The directory has no provincial federation for that day: add a row with the role 'provincial' to it."""


class NoOversightBody(Exception):
    """Nobody would receive the copies of a letter of that day."""


class UnknownBody(Permanent):
    """A case or an event names a body that the directory does not have: parked until it is imported."""


class EndedWithoutSuccessor(Exception):
    """The body has ended, and nobody is named to go on with its cases."""


class NotAnOutlet(Exception):
    """Only outlets have an owner and a regulator to turn to."""


class UnknownUnit(Exception):
    """No unit of that id exists on that day: a person chose it, and chooses another."""
