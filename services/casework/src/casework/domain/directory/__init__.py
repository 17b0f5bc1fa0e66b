"""The bodies: who has to verify, who must be told, who stands above whom; all of it by date."""

from casework.domain.directory.body import Body
from casework.domain.directory.faults import DirectoryUnsound, Fault
from casework.domain.directory.lookup import Directory, Rung
from casework.domain.directory.questions import (
    EndedWithoutSuccessor,
    NoOversightBody,
    NoProvincialBody,
    NotAnOutlet,
    UnknownBody,
    UnknownUnit,
)
from casework.domain.directory.roles import MINISTRY, OUTLET, OVERSIGHT, OWNER, PROVINCIAL, REGULATOR, ROLES, UNIT
from casework.domain.directory.soundness import sound

__all__ = [
    "MINISTRY",
    "OUTLET",
    "OVERSIGHT",
    "OWNER",
    "PROVINCIAL",
    "REGULATOR",
    "ROLES",
    "UNIT",
    "Body",
    "Directory",
    "DirectoryUnsound",
    "EndedWithoutSuccessor",
    "Fault",
    "NoOversightBody",
    "NoProvincialBody",
    "NotAnOutlet",
    "Rung",
    "UnknownBody",
    "UnknownUnit",
    "sound",
]
