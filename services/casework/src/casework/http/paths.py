"""Addresses of the pages by which one comes in."""

from urllib.parse import urlencode

from starlette.requests import Request

SIGN_IN, SIGN_OUT, PASSWORD = "/dang-nhap", "/dang-xuat", "/mat-khau"
OIDC, OIDC_BACK = "/dang-nhap/oidc", "/dang-nhap/oidc/tro-lai"


def sign_in_address(request: Request) -> str:
    """The sign-in page, which leads back to where somebody wanted to go."""
    path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return SIGN_IN if path == "/" or request.method != "GET" else f"{SIGN_IN}?{urlencode({'toi': path})}"
