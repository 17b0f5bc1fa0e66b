"""The law's time limits on a page: the rules of a day, and how a due time follows from one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from casework.access.policy import Permission
from casework.access.refusals import Refusal
from casework.domain.clocks.vocabulary import Medium
from casework.http.admin.forms import Tried, filled, read_model
from casework.http.api.clocks import ClockEndpoints, Day, DueOut, Moment, RuleOut
from casework.http.api.problems import STATUS
from casework.http.navigation import CLOCKS
from casework.http.order_choices import FIXED, Option
from casework.http.order_forms import BadFields, Entry
from casework.http.pages import Pages

EXPLAIN = f"{CLOCKS}/{{rule_id}}"
WIDGETS = {"at": "datetime-local"}


class OnDay(BaseModel):
    """`on` in the address; today, if there is none."""

    model_config = ConfigDict(extra="ignore")

    ngay: Day | None = None


class Asked(BaseModel):
    """What a due time is reckoned from."""

    at: Moment
    medium: Medium = "online"
    next_issue: date | None = None


class ClockRoom:
    """The answers are the API's own."""

    def __init__(self, pages: Pages, endpoints: ClockEndpoints) -> None:
        self._pages = pages
        self._endpoints = endpoints

    def routes(self) -> list[BaseRoute]:
        return [Route(CLOCKS, self.listing), Route(EXPLAIN, self.explain)]

    async def listing(self, request: Request) -> Response:
        await self._pages.enter(request, Permission.READ_CLOCKS)
        day, error = request.query_params.get("ngay", ""), ""
        try:
            on = read_model(OnDay, {"ngay": day}).ngay
        except BadFields as bad:
            on, error = None, bad.faults["ngay"]
        rules = await self._endpoints.list_rules(on)
        status = 422 if error else 200
        return self._pages.show(request, "clocks.html", status, rules=rules, day=day, on=on, error=error)

    async def explain(self, request: Request) -> Response:
        """The question stands in the address, so that the answer can be sent to a colleague."""
        await self._pages.enter(request, Permission.READ_CLOCKS)
        rule_id, typed = request.path_params["rule_id"], dict(request.query_params)
        dues: list[DueOut] = []
        tried: Tried | None = None
        try:
            if typed.get("at"):
                asked = read_model(Asked, typed, WIDGETS)
                dues = await self._endpoints.explain_due(rule_id, asked.at, asked.medium, asked.next_issue)
        except BadFields as bad:
            tried = Tried("explain", typed, 422, str(bad), bad.faults)
        except Refusal as refusal:
            tried = Tried("explain", typed, STATUS[type(refusal)][0], str(refusal), {})
        rules = [rule for rule in await self._endpoints.list_rules() if rule.id == rule_id]
        title = rules[0].title if rules else rule_id
        shown: dict[str, Any] = {"tried": tried, "form": _form(rule_id, typed, tried, _media(rules)), "dues": dues}
        return self._pages.show(request, "clock.html", tried.status if tried else 200, title=title, **shown)


def _media(rules: Sequence[RuleOut]) -> Sequence[Option]:
    """Those that the rows of today speak of; all, where one speaks of any."""
    named = {medium for rule in rules for medium in rule.media}
    if not all(rule.media for rule in rules):
        return FIXED["medium"]
    return [option for option in FIXED["medium"] if option[0] in named] or FIXED["medium"]


def _form(rule_id: str, typed: dict[str, str], tried: Tried | None, media: Sequence[Option]) -> Any:
    entries = [
        Entry("at", "Tính từ lúc", "Theo giờ Việt Nam.", "datetime-local", True, (), typed.get("at", "")),
        Entry("medium", "Loại hình", "", "select", True, media, typed.get("medium", media[0][0])),
        Entry("next_issue", "Ngày ra số tiếp theo", "Báo in.", "date", False, (), typed.get("next_issue", "")),
    ]
    return filled(entries, "explain", f"{CLOCKS}/{rule_id}", "Tính thời hạn", "", tried)
