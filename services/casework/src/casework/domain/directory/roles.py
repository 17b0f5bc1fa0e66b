"""What a body can be. It may be several of these at once."""

PROVINCIAL = "provincial"
"""The provincial federation: answers for every place that no unit answers for."""
UNIT = "unit"
"""Verifies what is said about its places and sectors."""
OVERSIGHT = "oversight"
"""Receives a copy of every request for correction (the letter of 12/08/2022, task 2)."""
REGULATOR = "regulator"
"""State management of the press in the province."""
MINISTRY = "ministry"
"""State management of the press above the province."""
OWNER = "owner"
"""Stands above outlets: cơ quan chủ quản."""
OUTLET = "outlet"

ROLES = (PROVINCIAL, UNIT, OVERSIGHT, REGULATOR, MINISTRY, OWNER, OUTLET)
"""In the order in which people read the table."""

WRITTEN_TO = frozenset({PROVINCIAL, UNIT})
"""Notices go to these by e-mail, so they need an address."""
