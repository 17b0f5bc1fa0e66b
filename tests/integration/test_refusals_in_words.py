"""Every form of the console, sent empty and sent with nonsense: what is refused is told in the words of the page."""

import html
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any, get_args
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio
from pydantic import BaseModel
from tests.browser import Desk
from tests.commands import ready
from tests.forms import Form, all_forms
from tests.house import House, open_house
from tests.integration.letters_to_step import WAITING, add_letter
from tests.integration.test_publications_judged import assess
from tests.servers import LIVE, Corner
from tests.unit.casework.correspondence.examples import a_life

from casework.correspondence.own import AnyText
from casework.domain.life.life import Life
from casework.domain.roles import Role
from casework.http.api.account_shapes import NewAccount
from casework.http.opening_shape import NewCase
from casework.http.order_shapes import SHAPES
from casework.http.orders import VERBS
from casework.letters.kinds import DEMANDS

pytestmark = LIVE

TOLD = re.compile(r'role="alert">(.*?)</div>|class="error"[^>]*>(.*?)<', re.DOTALL)
TAGS = re.compile(r"<[^>]+>")
NONSENSE = ("", "zzz", "\x00", "9" * 400)
CODES = re.compile(
    r"\b(?:body|None|null|value|Input|should|field|string|int|datetime|T\d\d:\d\d:\d\d)\b|\^\[|\{[a-z_]+\}"
)
"""Of the libraries, and of times as programs write them."""


@pytest_asyncio.fixture(loop_scope="session")
async def house(corner: Corner) -> AsyncIterator[House]:
    async with open_house(corner.servers.mongod.url, corner.database.name) as house:
        yield house


def names_in(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield name
        for inner in (field.annotation, *get_args(field.annotation)):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                yield from names_in(inner)


MODELS = [*get_args(get_args(AnyText)[0]), *(demand.facts for demand in DEMANDS.values()), *SHAPES.values()]
SAME_IN_VIETNAMESE = {"to", "email", "law"}
FIELDS = {name for model in (*MODELS, NewAccount, NewCase) for name in names_in(model)} - SAME_IN_VIETNAMESE
NAMED = re.compile(rf"(?<![\w“./-])(?:{'|'.join(sorted(FIELDS, key=len, reverse=True))})(?![\w”/-])")


def told(answer: httpx.Response) -> list[str]:
    return [html.unescape(TAGS.sub(" ", first or second)) for first, second in TOLD.findall(answer.text)]


async def walk(desk: Desk, path: str, word: str | None = None) -> list[str]:
    """What is wrong on a page: codes among its words. Each form is sent empty, and once more per field and nonsense.

    Voiding gives a number back to the register, which the letters of this test have never seen.
    """
    shown = all_forms(await desk.page(path))
    wanted = [form for form in shown if _word(form) not in ("dang-xuat", "void")]
    found = []
    for form in wanted if word is None else [one for one in wanted if _word(one) == word]:
        typed = [name for name in form.values if name not in ("csrf", "version", "document", "lan", "tu", "cho")]
        attempts: list[dict[str, str]] = [
            dict.fromkeys(typed, ""),
            *({name: bad} for name in typed for bad in NONSENSE),
        ]
        for attempt in attempts:
            answer = await desk.send(form, **attempt)
            assert answer.status_code < 500, (path, attempt, answer.status_code)
            if answer.status_code >= 400:
                assert told(answer) or "Không được phép" in answer.text, (path, attempt, answer.text[:300])
            found += [f"{path} {attempt}: {one}" for one in told(answer) if NAMED.search(one) or CODES.search(one)]
    return found


def _word(form: Form) -> str:
    return form.action.partition("#")[0].rpartition("/")[2]


async def test_pages_beside_the_cases(house: House) -> None:
    admin, officer = Desk(await house.signed_in(Role.ADMINISTRATOR)), Desk(await house.signed_in(Role.WATCH_OFFICER))
    await assess(house, "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9")
    account = await house.account(Role.VIEWER)
    pages: list[tuple[Desk, str]] = [(admin, path) for path in ("/tai-khoan", f"/tai-khoan/{account.id}")]
    pages += [(officer, path) for path in ("/lap-ho-so", "/chua-chac", "/bao-cao", "/mat-khau")]
    assert [one for desk, path in pages for one in await walk(desk, path)] == []


@pytest.mark.parametrize("word", [verb.word for verb in VERBS])
async def test_steps_of_a_case(house: House, word: str) -> None:
    case_id, other = str(uuid4()), str(uuid4())
    await house.add_case(other, life=Life("verifying", absorbed=(case_id,)))
    life: Any = ready(word, "normal", other)
    await house.add_case(case_id, life=life, question="unknown", proposals=[])
    assert await walk(Desk(await house.signed_in(Role.LEADER)), f"/cases/{case_id}", word) == []


@pytest.mark.parametrize("kind", ["verification", "reminder", "correction", "copy"])
@pytest.mark.parametrize("track", ["reply", "correction"])
async def test_what_a_letter_is_begun_with(house: House, kind: str, track: str) -> None:
    case_id = str(uuid4())
    life = a_life(track, publication_id=f"{case_id}-p1") if kind in ("correction", "copy") else Life("verifying")
    await house.add_case(case_id, life=life)
    about = "?yeu-cau=r1" if kind in ("correction", "copy") else ""
    desk = Desk(await house.signed_in(Role.LEADER))
    path = f"/cases/{case_id}/letters/{kind}{about}"
    if await desk.status(path) == 200:
        assert await walk(desk, path) == []
    else:
        assert [one for one in told(await desk.client.get(path)) if NAMED.search(one)] == []


@pytest.mark.parametrize("word", [*WAITING, "propose"])
async def test_steps_of_a_letter(house: House, word: str) -> None:
    case_id = str(uuid4())
    await house.add_case(case_id, life=Life("verifying"))
    letter = await add_letter(house, case_id, f"POST /letters/{{letter_id}}/{word}")
    assert await walk(Desk(await house.signed_in(Role.LEADER)), f"/letters/{letter}") == []
