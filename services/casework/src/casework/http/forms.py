"""What a form of ours sends: a few short fields."""

from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

Form = dict[str, str]
MOST_FIELDS = 250
"""As many boxes as a form offers, and the fields beside them."""


async def read_form(request: Request) -> Form:
    """A name that comes several times (ticked boxes) is several lines of one value. Raises HTTPException 400.

    Starlette's own reader would need another library for this.
    """
    try:
        sent = parse_qsl((await request.body()).decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise HTTPException(400) from error
    form: Form = {}
    for name, value in sent:
        form[name] = f"{form[name]}\n{value}" if name in form else value
    return form


def own_path(wanted: str | None) -> str:
    """Where to go after signing in: a path of ours, never somebody else's address."""
    safe = wanted and wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return wanted if safe and wanted and "\\" not in wanted else "/"
