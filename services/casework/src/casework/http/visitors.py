"""Who deals with letters, from who is signed in: one answer for the pages and the API."""

from casework.access.policy import Scope
from casework.access.roles import Level
from casework.access.who import Who
from casework.correspondence.by import Visitor
from casework.http.order_desk import actor_of, may_see


def visitor_for(who: Who, scope: Scope, message_id: str) -> Visitor:
    return Visitor(
        actor_of(who),
        who.display_name,
        message_id,
        lambda case: may_see(scope, case),
        lambda unit_id: scope.holds(unit_id, Level.NORMAL),
    )
