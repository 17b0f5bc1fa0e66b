"""A form that brings a file: fields as text, the file as bytes.

python-multipart (Apache-2.0, kept) is what Starlette itself would use, to files on disk; ours are bounded and small.
"""

from io import BytesIO

from python_multipart import parse_form
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import Field, File
from starlette.exceptions import HTTPException
from starlette.requests import Request

from casework.http.forms import Form

MULTIPART = "multipart/form-data"


def brings_a_file(request: Request) -> bool:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == MULTIPART


async def read_upload(request: Request) -> tuple[Form, dict[str, bytes]]:
    """Raises HTTPException 400."""
    form: Form = {}
    files: dict[str, bytes] = {}

    def field(one: Field) -> None:
        form[_name(one.field_name)] = (one.value or b"").decode("utf-8", "replace")

    def file(one: File) -> None:
        one.file_object.seek(0)
        files[_name(one.field_name)] = one.file_object.read()

    headers = {"Content-Type": request.headers["content-type"].encode("latin-1")}
    try:
        parse_form(headers, BytesIO(await request.body()), field, file)
    except (FormParserError, ValueError) as error:
        raise HTTPException(400) from error
    return form, files


def _name(sent: bytes | None) -> str:
    return (sent or b"").decode("utf-8", "replace")
