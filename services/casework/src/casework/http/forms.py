"""What a form of ours sends: a few short fields."""

from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

Form = dict[str, str]


async def read_form(request: Request) -> Form:
    """Raises HTTPException 400. Starlette's own reader would need another library for this."""
    try:
        return dict(parse_qsl((await request.body()).decode(), keep_blank_values=True, max_num_fields=20))
    except ValueError as error:
        raise HTTPException(400) from error


def own_path(wanted: str | None) -> str:
    """Where to go after signing in: a path of ours, never somebody else's address."""
    safe = wanted and wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return wanted if safe and wanted and "\\" not in wanted else "/"
