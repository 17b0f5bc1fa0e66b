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
WATCH_OFFICE = "watch-office"
"""Where the federation's press watch reads its mail, if that is not the federation's own address."""
LEADERS = "leaders"
"""Where the federation's leaders read theirs."""

ROLES = (PROVINCIAL, UNIT, WATCH_OFFICE, LEADERS, OVERSIGHT, REGULATOR, MINISTRY, OWNER, OUTLET)
"""In the order in which people read the table."""

WRITTEN_TO = frozenset({PROVINCIAL, UNIT, WATCH_OFFICE, LEADERS})
"""Notices go to these by e-mail, so they need an address."""
